/** Pixels → hidden units → classes. All weights are one array, so that a gradient is one message. */

import type { Generator } from 'native-dropout';
import type { Dense } from './dense.js';
import { PIXELS } from './digits.js';
import { SETTINGS } from './settings.mjs';

export const CLASSES = 10;

const SHAPES = {
  hidden: [PIXELS, SETTINGS.hidden],
  output: [SETTINGS.hidden, CLASSES],
} as const;

/** Length of the array. */
export const LENGTH = Object.values(SHAPES).reduce((sum, [inputs, outputs]) => sum + (inputs + 1) * outputs, 0);

export interface Model {
  hidden: Dense;
  output: Dense;
}

/** The layers as views of `all`, an array of weights or gradients. */
export function layersOf(all: Float32Array): Model {
  let used = 0;
  const take = (length: number): Float32Array => {
    used += length;
    return all.subarray(used - length, used);
  };
  const dense = ([inputs, outputs]: readonly [number, number]): Dense => ({
    inputs,
    outputs,
    weights: take(inputs * outputs),
    bias: take(outputs),
  });
  return { hidden: dense(SHAPES.hidden), output: dense(SHAPES.output) };
}

/** Initial weights by He et al. (2015); biases are 0. */
export function begin(weights: Float32Array, run: Generator): void {
  const model = layersOf(weights.fill(0));
  run.split('hidden weights').normal(model.hidden.weights, { std: Math.sqrt(2 / PIXELS) });
  run.split('output weights').normal(model.output.weights, { std: Math.sqrt(2 / SETTINGS.hidden) });
}
