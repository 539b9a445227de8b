/** The network: two hidden layers, and dropout before each layer of weights if its rate is not 0. */

import * as tf from '@tensorflow/tfjs';
import { layers } from 'native-dropout/tfjs';
import { CLASSES } from './probabilities.js';

const PIXELS = 784;
const HIDDEN = [256, 256];

/** Pixels are dropped less often than hidden units: with 0.2 if those have 0.5 (Srivastava et al., "Dropout", JMLR 2014). */
const INPUT_SHARE = 0.4;

/** @param rate The probability of dropping a hidden unit; 0 makes the network without dropout. */
export function makeModel(rate: number): tf.Sequential {
  const model = tf.sequential();
  model.add(tf.layers.inputLayer({ inputShape: [PIXELS] }));
  if (rate > 0) model.add(layers.dropout({ rate: INPUT_SHARE * rate }));
  for (const units of HIDDEN) {
    model.add(tf.layers.dense({ units, activation: 'relu', kernelInitializer: 'heNormal' }));
    if (rate > 0) model.add(layers.dropout({ rate }));
  }
  model.add(tf.layers.dense({ units: CLASSES, activation: 'softmax' }));
  return model;
}
