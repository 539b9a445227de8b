/** Finds the images that a network doubts: those over which passes of Monte Carlo dropout disagree. */

import type { Predictive } from 'native-dropout';
import { CLASSES, likeliest, type Probabilities, rowOf } from './probabilities.js';

/** An image that the network doubts, and its predictions. */
export interface Doubtful {
  /** Its number in the test set. */
  image: number;
  label: number;
  predicted: number;
  /** Mean probability of each class over the passes. */
  mean: number[];
  std: number[];
}

export function doubtfulOf({ mean, std }: Predictive, labels: Uint8Array, image: number): Doubtful {
  const row = rowOf(mean, image);
  return { image, label: labels[image], predicted: likeliest(row), mean: row, std: rowOf(std, image) };
}

/** For each image, the standard deviation of the predicted class's probability. */
export function spreads({ mean, std }: Predictive): Float64Array {
  const images = mean.length / CLASSES;
  return Float64Array.from({ length: images }, (_, k) => rowOf(std, k)[likeliest(rowOf(mean, k))]);
}

/** For each image, 1 - the largest probability: a measure of doubt that needs no passes. */
export function hesitations(probabilities: Probabilities): Float64Array {
  const images = probabilities.length / CLASSES;
  return Float64Array.from({ length: images }, (_, k) => 1 - Math.max(...rowOf(probabilities, k)));
}

/** The numbers of the images, the most doubtful first. */
export function byDoubt(doubts: Float64Array): Uint32Array {
  return Uint32Array.from(doubts.keys()).sort((a, b) => doubts[b] - doubts[a] || a - b);
}

/** The share of all errors that is among the most doubtful images. These are the fraction `share` of all images. */
export function caught(doubts: Float64Array, probabilities: Probabilities, labels: Uint8Array, share: number): number {
  const wrong = Array.from(labels, (label, k) => likeliest(rowOf(probabilities, k)) !== label);
  const errors = wrong.filter(Boolean).length;
  const flagged = byDoubt(doubts).subarray(0, Math.round(share * labels.length));
  return flagged.reduce((sum, k) => sum + Number(wrong[k]), 0) / errors;
}
