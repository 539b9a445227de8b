/** Dropout of x and a bias, alone or fused with what stands around it in a transformer and in an MLP. */

import { applyBits } from '../apply.js';
import { drawnBits } from '../bits.js';
import type { FloatArray, Fresh, Like } from '../dtype.js';
import type { Form } from '../form.js';
import { readBias, readOther } from '../operands.js';
import { ADD, BIAS, type Operation, RELU, RELU_GRADIENT, SELECT_SUM } from '../operation.js';
import { face, readOptions } from '../options.js';
import { INVERTED } from '../values.js';
import type { CallOptions } from './array-function.js';
import { runForm } from './run-form.js';

/** Evaluation is training with p = 0. */
function biased(operation: Operation, backward: Form['backward']): Form {
  const forward: Form['forward'] = (call, bits, p) => applyBits(call, bits, operation, INVERTED, p);
  return {
    forward,
    backward,
    evaluate: (call) => forward(call, drawnBits(0n, 0, 0), 0),
    evaluateBackward: (call) => backward(call, drawnBits(0n, 0, 0), 0),
  };
}

const selectSum: Form['backward'] = (call, bits, p) => applyBits(call, bits, SELECT_SUM, INVERTED, p);

/** y says what was kept, so no bits have to be drawn. */
const reluGradient: Form['backward'] = (call, _bits, p) =>
  applyBits(call, drawnBits(0n, 0, 0), RELU_GRADIENT, INVERTED, p);

export const biasDropoutForm: Form = biased(BIAS, selectSum);
export const biasReluDropoutForm: Form = biased(RELU, reluGradient);
export const biasDropoutAddForm: Form = biased(ADD, selectSum);

/** An array of the kind of T of any length that divides that of x, or none. */
export type Bias<T extends FloatArray> = Like<T> | null | undefined;

/** Options that make a new array. */
type FreshOptions = CallOptions & { inplace?: false | undefined };

/** A function of x and a bias; gives `out`, or x when in place, or else a new array, in evaluation too. */
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

const OPTIONS = ['training', 'generator', 'out', 'inplace', 'offset', 'engine', 'dtype', 'shape'] as const;

function biasFunction(name: string, form: Form): BiasFunction {
  const of = face(name, OPTIONS);
  const call = (x: unknown, bias: unknown, p: unknown, options?: object): FloatArray =>
    runForm(form, x, p, readOptions(of, options), (call) => readBias(call, bias));
  return call as BiasFunction;
}

/**
 * dropout(x + bias) in one pass: onnxruntime's BiasDropout without a residual. The sum is rounded to the type that x is
 * calculated in, float32 for 16-bit floats, before it is scaled. In evaluation x + bias.
 *
 * @param bias An array of x's kind, whose length C divides that of x: x[i] is added to bias[i % C], so the axis of the bias
 * is x's last. null or undefined where there is none.
 * @param p Probability of dropping an element, in [0, 1].
 * @returns `out`, or x when in place, or else a new array.
 * @throws {TypeError | RangeError} if an argument is not what it should be; nothing is written and no draw taken then.
 *
 * @example
 * import { biasDropout } from 'native-dropout';
 * const y = biasDropout(Float32Array.of(1, 2, 3, 4), Float32Array.of(10, 20), 0.1);
 */
export const biasDropout: BiasFunction = biasFunction('biasDropout', biasDropoutForm);

/**
 * dropout(relu(x + bias)) in one pass, which is a hidden layer of an MLP behind its matrix product. A NaN stays one. In
 * evaluation relu(x + bias).
 *
 * @param bias As that of {@link biasDropout}.
 * @param p Probability of dropping an element, in [0, 1].
 * @returns `out`, or x when in place, or else a new array.
 * @throws {TypeError | RangeError} if an argument is not what it should be; nothing is written and no draw taken then.
 *
 * @example
 * import { biasReluDropout } from 'native-dropout';
 * const y = biasReluDropout(Float32Array.of(1, -20, 3, -40), Float32Array.of(10, 20), 0.1);
 */
export const biasReluDropout: BiasFunction = biasFunction('biasReluDropout', biasReluDropoutForm);

/**
 * residual + dropout(x + bias) in one pass, as Megatron-LM's bias_dropout_add: what each block of a transformer ends with.
 * Each of +, · and + is rounded to the type that x is calculated in, float32 for 16-bit floats. In evaluation
 * residual + (x + bias).
 *
 * @param bias As that of {@link biasDropout}.
 * @param residual An array of the kind and the length of x. `out` may be all of its memory.
 * @param p Probability of dropping an element, in [0, 1].
 * @returns `out`, or x when in place, or else a new array.
 * @throws {TypeError | RangeError} if an argument is not what it should be; nothing is written and no draw taken then.
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
  return runForm(biasDropoutAddForm, x, p, readOptions(BIAS_DROPOUT_ADD, options), (call) => {
    readBias(call, bias);
    readOther(call, 'residual', residual);
  });
}

const BIAS_DROPOUT_ADD = face('biasDropoutAdd', OPTIONS);
