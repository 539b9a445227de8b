/** The images for training, for the choice of the epoch (validation), and for the test. */

import { Generator } from 'native-dropout';
import {
  type Images,
  readTestImages,
  readTestLabels,
  readTrainingImages,
  readTrainingLabels,
} from '../shared/mnist.js';

/** Images and their labels. */
export interface Digits extends Images {
  labels: Uint8Array;
}

/** Number of training images for validation. They are the same for every seed. */
const VALIDATION = 5000;
const SPLIT_SEED = 60_000;

export interface Data {
  /** The images that a seed trains on, drawn from all that are not for validation. */
  training(seed: number, count: number): Digits;
  validation: Digits;
  test: Digits;
}

export function readData(): Data {
  const all: Digits = { ...readTrainingImages(), labels: readTrainingLabels() };
  const order = new Generator(SPLIT_SEED).permutation(all.count);
  const rest = order.subarray(VALIDATION);
  return {
    training(seed, count) {
      const drawn = new Generator(seed).split('images').permutation(rest.length).subarray(0, count);
      return pick(
        all,
        drawn.map((place) => rest[place]),
      );
    },
    validation: pick(all, order.subarray(0, VALIDATION)),
    test: { ...readTestImages(), labels: readTestLabels() },
  };
}

/** The images with these numbers. */
export function pick({ side, pixels, labels }: Digits, numbers: Uint32Array): Digits {
  const size = side ** 2;
  const picked = new Float32Array(numbers.length * size);
  numbers.forEach((number, k) => {
    picked.set(pixels.subarray(number * size, (number + 1) * size), k * size);
  });
  return { count: numbers.length, side, pixels: picked, labels: Uint8Array.from(numbers, (number) => labels[number]) };
}
