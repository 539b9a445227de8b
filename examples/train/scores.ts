/** Scores predicted probabilities against labels. */

import { calibrationOf } from './calibration.js';
import { likeliest, type Probabilities, rowOf } from './probabilities.js';

export interface Score {
  /** The share of images whose most probable class is right. */
  accuracy: number;
  /** The mean of -ln of the probability of the right class. */
  loss: number;
  /** The expected calibration error. */
  calibrationError: number;
}

/** Lower bound of probabilities in the loss, as in Keras. */
const FLOOR = 1e-7;

export function scoreOf(probabilities: Probabilities, labels: Uint8Array): Score {
  let right = 0;
  let loss = 0;
  labels.forEach((label, k) => {
    const row = rowOf(probabilities, k);
    right += Number(likeliest(row) === label);
    loss -= Math.log(Math.max(row[label], FLOOR));
  });
  return {
    accuracy: right / labels.length,
    loss: loss / labels.length,
    calibrationError: calibrationOf(probabilities, labels).error,
  };
}
