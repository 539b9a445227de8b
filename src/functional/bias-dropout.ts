/** Dropout of x and a bias, alone or fused with relu. */

import { applySumming } from '../call/apply.js';
import { ALL_KEPT } from '../core/bits.js';
import type { FloatArray, Fresh, Like } from '../core/dtype.js';
import { BIAS, RELU, RELU_GRADIENT } from '../core/operation.js';
import { INVERTED } from '../core/values.js';
import { biasRow, selectSum } from '../form/bias.js';
import type { FormRow, Pass } from '../form/form.js';
import type { CallOptions, FreshOptions } from './array-function.js';
import { formFunction, named } from './form-function.js';

export const BIAS_DROPOUT = biasRow('BiasDropout', { operation: BIAS, gradient: selectSum });

/** y says which elements were kept, so no bits are drawn; given bits say how kept elements are scaled. */
const reluGradient: Pass = (call, bits, p) =>
  applySumming(call, bits.words === undefined ? ALL_KEPT : bits, RELU_GRADIENT, INVERTED, p);

export const BIAS_RELU_DROPOUT = biasRow('BiasReluDropout', {
  operation: RELU,
  gradient: reluGradient,
  gradientOther: 'y',
});

/** An array of the kind of T whose length divides that of x. null or undefined: no bias. */
export type Bias<T extends FloatArray> = Like<T> | null | undefined;

/** A function of x and a bias. It returns `out`; x itself if `inplace`; by default a new array, also in evaluation. */
export interface BiasFunction {
  <T extends FloatArray, Y extends Like<T>>(x: T, bias: Bias<T>, p: number, options: CallOptions<Y> & { out: Y }): Y;
  <T extends FloatArray>(x: T, bias: Bias<T>, p: number, options: CallOptions & { inplace: true }): T;
  <T extends FloatArray>(x: T, bias: Bias<T>, p: number, options?: FreshOptions): Fresh<T>;
  <T extends FloatArray, Y extends Like<T> = never>(
    x: T,
    bias: Bias<T>,
    p: number,
    options?: CallOptions<Y>,
  ): T | Fresh<T> | Y;
}

function biasFunction(row: FormRow): BiasFunction {
  const run = formFunction(row);
  return named((x: unknown, bias: unknown, p: unknown, options?: object) => run({ x, bias }, p, options).y, row);
}

/**
 * Computes dropout(x + bias) in one pass: onnxruntime's BiasDropout without a residual. The sum is rounded before it is
 * scaled: to float32 for 16-bit floats, or else to the type of x. In evaluation it computes x + bias.
 *
 * @param x Float32Array, Float64Array, Float16Array, or Uint16Array with `dtype`.
 * @param bias An array of x's kind whose length C divides that of x: x[i] is added to bias[i % C]. So there is one bias
 * for each index of the last axis of x. null or undefined: no bias.
 * @param p Probability of dropping an element, in [0, 1].
 * @param options {@link CallOptions}
 * @returns `out`; x itself if `inplace`; by default a new array.
 * @throws {TypeError | RangeError} if an argument is wrong; nothing is written, and no draw is taken.
 *
 * @example
 * import { biasDropout } from 'native-dropout';
 * const y = biasDropout(Float32Array.of(1, 2, 3, 4), Float32Array.of(10, 20), 0.1);
 */
export const biasDropout: BiasFunction = biasFunction(BIAS_DROPOUT);

/**
 * Computes dropout(relu(x + bias)) in one pass: a hidden layer of an MLP after its matrix product. A kept NaN stays NaN.
 * In evaluation it computes relu(x + bias).
 *
 * @param x Float32Array, Float64Array, Float16Array, or Uint16Array with `dtype`.
 * @param bias An array of x's kind whose length C divides that of x: x[i] is added to bias[i % C]. null or undefined: no
 * bias.
 * @param p Probability of dropping an element, in [0, 1].
 * @param options {@link CallOptions}
 * @returns `out`; x itself if `inplace`; by default a new array.
 * @throws {TypeError | RangeError} if an argument is wrong; nothing is written, and no draw is taken.
 *
 * @example
 * import { biasReluDropout } from 'native-dropout';
 * const y = biasReluDropout(Float32Array.of(1, -20, 3, -40), Float32Array.of(10, 20), 0.1);
 */
export const biasReluDropout: BiasFunction = biasFunction(BIAS_RELU_DROPOUT);
