/** Handwritten digits of the MNIST test set: the first ones for training, the last ones for the test. */

import { readTestImages, readTestLabels } from '../mnist.js';
import { TRAINING } from './settings.mjs';

const JUDGED = 1000;

export const PIXELS = 28 * 28;

export interface Digits {
  pixels: Float32Array;
  labels: Uint8Array;
}

export function readDigits(): { training: Digits; test: Digits } {
  const { count, pixels } = readTestImages();
  const labels = readTestLabels();
  const range = (first: number, end: number): Digits => ({
    pixels: pixels.slice(first * PIXELS, end * PIXELS),
    labels: labels.slice(first, end),
  });
  return { training: range(0, TRAINING), test: range(count - JUDGED, count) };
}
