/** Dropout of x and a bias, fused with the addition of a residual. */

import type { FloatArray, Fresh, Like } from '../core/dtype.js';
import { ADD } from '../core/operation.js';
import { biasRow, selectSum } from '../form/bias.js';
import type { Pass } from '../form/form.js';
import { plain, sameMemory, toKind } from '../input/view.js';
import type { CallOptions, FreshOptions } from './array-function.js';
import type { Bias } from './bias-dropout.js';
import { formFunction } from './form-function.js';

/** dy itself, or a copy if dx is written over it. */
const residualGradient: Pass = ({ x, y, dtype, length, kind, given }) => {
  if (y === undefined || !sameMemory(x, y)) return { y: given };
  return { y: toKind(kind, plain(x, dtype, 0, length).slice()) };
};

export const BIAS_DROPOUT_ADD = biasRow('BiasDropoutAdd', {
  operation: ADD,
  gradient: selectSum,
  other: 'residual',
  ofOther: residualGradient,
});

const run = formFunction(BIAS_DROPOUT_ADD);

/**
 * Computes residual + dropout(x + bias) in one pass: the end of each block of a transformer, as Megatron-LM's
 * bias_dropout_add. Each of +, · and + is rounded: to float32 for 16-bit floats, or else to the type of x. In evaluation
 * it computes residual + (x + bias).
 *
 * @param x Float32Array, Float64Array, Float16Array, or Uint16Array with `dtype`.
 * @param bias An array of x's kind whose length C divides that of x: x[i] is added to bias[i % C]. null or undefined: no
 * bias.
 * @param residual An array of the kind and the length of x. It may be the same array as `out`.
 * @param p Probability of dropping an element, in [0, 1].
 * @param options {@link CallOptions}
 * @returns `out`; x itself if `inplace`; by default a new array.
 * @throws {TypeError | RangeError} if an argument is wrong; nothing is written, and no draw is taken.
 *
 * @example
 * import { biasDropoutAdd } from 'native-dropout';
 * const residual = Float32Array.of(100, 200, 300, 400);
 * const y = biasDropoutAdd(Float32Array.of(1, 2, 3, 4), Float32Array.of(10, 20), residual, 0.1);
 */
export function biasDropoutAdd<T extends FloatArray, Y extends Like<T>>(
  x: T,
  bias: Bias<T>,
  residual: Like<T>,
  p: number,
  options: CallOptions<Y> & { out: Y },
): Y;
export function biasDropoutAdd<T extends FloatArray>(
  x: T,
  bias: Bias<T>,
  residual: Like<T>,
  p: number,
  options: CallOptions & { inplace: true },
): T;
export function biasDropoutAdd<T extends FloatArray>(
  x: T,
  bias: Bias<T>,
  residual: Like<T>,
  p: number,
  options?: FreshOptions,
): Fresh<T>;
export function biasDropoutAdd<T extends FloatArray, Y extends Like<T> = never>(
  x: T,
  bias: Bias<T>,
  residual: Like<T>,
  p: number,
  options?: CallOptions<Y>,
): T | Fresh<T> | Y;
export function biasDropoutAdd(
  x: FloatArray,
  bias: unknown,
  residual: unknown,
  p: number,
  options?: object,
): FloatArray {
  return run({ x, bias, other: residual }, p, options).y;
}
