/** The images of the paper's experiment: all to train on, and the split of these for the choice of the learning rate. */

import { Generator } from 'native-dropout';
import { readTestImages, readTestLabels, readTrainingImages, readTrainingLabels } from '../../shared/mnist.js';
import { type Digits, pick } from '../data.js';

/** Number of images for validation, of 60,000. */
const VALIDATION = 10_000;

/** @param most The most images of a set. */
export function forTest(most: number): { training: Digits; test: Digits } {
  return {
    training: first(most, readTraining()),
    test: first(most, { ...readTestImages(), labels: readTestLabels() }),
  };
}

/** @param most The most images of a set. */
export function forValidation(most: number): { training: Digits; validation: Digits } {
  const all = readTraining();
  const order = new Generator(all.count).permutation(all.count);
  const some = (from: number, to: number): Digits => first(most, pick(all, order.subarray(from, to)));
  return { training: some(VALIDATION, all.count), validation: some(0, VALIDATION) };
}

const readTraining = (): Digits => ({ ...readTrainingImages(), labels: readTrainingLabels() });

function first(most: number, all: Digits): Digits {
  return pick(
    all,
    Uint32Array.from({ length: Math.min(most, all.count) }, (_, k) => k),
  );
}
