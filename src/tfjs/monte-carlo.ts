/** Monte Carlo passes of tensors. */

import type { Tensor } from '@tensorflow/tfjs-core';
import { peers } from '#tfjs';
import { message, wrongType } from '../input/errors.js';
import { monteCarlo as monteCarloOfArrays } from '../passes/monte-carlo.js';
import { inStructure, isNumbers, type Outputs, readOutputs } from '../passes/outputs.js';
import type { MonteCarloOptions, Only, PassOutput, PassOutputs, PredictiveOf } from '../passes/predictive.js';
import { isTensor } from './tensor.js';

/** One output of a pass of a model: a tensor, or numbers. */
export type TensorOutput = Tensor | PassOutput;

/** The dtypes of numbers. */
const DTYPES: readonly string[] = ['float32', 'int32', 'bool'];

const EXPECTED = 'a tensor, or a list or an object of several';

/**
 * Estimates how uncertain a model is, as `monteCarlo` of the main entry point does, from a function that returns tensors.
 * Each pass runs in tf.tidy(). Its outputs are read by `await tensor.data()`, so that it works on every backend, also on
 * webgpu. While outputs are read, other code may run: it does not drop, and its draws are its own. No tensor is left, even
 * if a pass throws. Tensors that `run` has not made stay.
 *
 * @param n The number of passes: an integer of at least 2.
 * @param run Returns a tensor of dtype float32, int32 or bool, such as model.predict(x); or a list or an object of several.
 * Shapes are the same in each pass. Arrays of numbers may be among them. It must be synchronous.
 * @param options `samples`, `quantiles`, `classes`, `dtype` and `progress`.
 * @returns A promise of arrays in the structure of the outputs: mean and standard deviation of each element, and what the
 * options ask for. It is rejected with the errors of the main entry point's function, or if `run` returns a promise.
 *
 * @example
 * import * as tf from '@tensorflow/tfjs';
 * import { layers, monteCarlo } from 'native-dropout/tfjs';
 * const model = tf.sequential({ layers: [layers.dropout({ rate: 0.5, inputShape: [3] })] });
 * const { mean, std } = await monteCarlo(100, () => model.predict(tf.ones([1, 3])));
 */
export async function monteCarlo<O extends PassOutputs<TensorOutput>, A extends MonteCarloOptions = object>(
  n: number,
  run: () => O,
  options?: Only<A>,
): Promise<PredictiveOf<O, A, TensorOutput>> {
  if (typeof run !== 'function') throw wrongType('run', 'a function', run);
  const shapes: string[] = [];
  const pass = (): Promise<PassOutputs> => read(outputsOf(run, shapes));
  return monteCarloOfArrays(n, pass, options) as Promise<PredictiveOf<O, A, TensorOutput>>;
}

/**
 * Runs a pass. Its tensors are cloned, so that the clones can be disposed of even if the tensors stay.
 * @param shapes The shapes in the first pass, which writes them.
 */
function outputsOf(run: () => unknown, shapes: string[]): Outputs<unknown> {
  const { clone, tidy } = peers.core();
  let made!: Outputs<unknown>;
  tidy(() => {
    const outputs = readOutputs(run(), (value) => isTensor(value) || isNumbers(value), EXPECTED);
    const values = outputs.values.map((value, i) => {
      if (!isTensor(value)) return value;
      checkTensor(outputs.paths[i], value);
      shapes[i] ??= String(value.shape);
      if (shapes[i] === String(value.shape)) return clone(value);
      throw new RangeError(message(outputs.paths[i], `the shape [${shapes[i]}] in every pass`, `[${value.shape}]`));
    });
    made = { ...outputs, values };
    return values.filter(isTensor);
  });
  return made;
}

function checkTensor(name: string, { isDisposed, dtype }: Tensor): void {
  if (isDisposed) throw new TypeError(message(name, 'a tensor', 'one that is disposed'));
  if (!DTYPES.includes(dtype)) throw new TypeError(message(name, `a tensor of dtype ${DTYPES.join(', ')}`, dtype));
}

/** Reads the outputs, and disposes of their tensors. */
async function read(outputs: Outputs<unknown>): Promise<PassOutputs> {
  const { values } = outputs;
  try {
    const numbers = await Promise.all(values.map((value) => (isTensor(value) ? value.data() : value)));
    return inStructure(outputs, numbers) as PassOutputs;
  } finally {
    for (const value of values) if (isTensor(value)) value.dispose();
  }
}
