/** Dropout of x and a bias, alone or fused with what stands around it in a transformer and in an MLP. */

import { applyBits, applySumming } from '../call/apply.js';
import { ALL_KEPT } from '../core/bits.js';
import type { FloatArray, Fresh, Like } from '../core/dtype.js';
import { ADD, BIAS, type Operation, RELU, RELU_GRADIENT, SELECT_SUM } from '../core/operation.js';
import { INVERTED } from '../core/values.js';
import { type Form, type FormRow, form, mode, type Pass } from '../form/form.js';
import { accepting, NO_SETTINGS, readOptions } from '../input/options.js';
import { plain, sameMemory, toKind } from '../input/view.js';
import { type CallOptions, COMMON, functionName } from './array-function.js';
import { runForm } from './form-function.js';

/** Evaluation is training with p = 0. */
function biased(operation: Operation, gradient: Pass, ofOther?: Pass): Pick<Form, 'bias' | 'training' | 'evaluation'> {
  const forward: Pass = (call, bits, p) => ({ y: applyBits(call, bits, operation, INVERTED, p) });
  const evaluation = mode(
    (call, bits) => forward(call, bits, 0),
    (call, bits) => gradient(call, bits, 0),
    ofOther,
  );
  return { bias: true, training: mode(forward, gradient, ofOther), evaluation };
}

const selectSum: Pass = (call, bits, p) => applySumming(call, bits, SELECT_SUM, INVERTED, p);

/** y says which elements were kept, so no bits have to be drawn. */
const reluGradient: Pass = (call, _bits, p) => applySumming(call, ALL_KEPT, RELU_GRADIENT, INVERTED, p);

/** The gradient by the residual is dy: itself, or a copy if dx is written over it. */
const residualGradient: Pass = (call) => {
  const { x, y, dtype, length, kind, given } = call;
  if (y === undefined || !sameMemory(x, y)) return { y: given };
  return { y: toKind(kind, plain(x, dtype, 0, length).slice()) };
};

function biasRow(name: string, made: Form): FormRow {
  return { name, settings: [], p: undefined, form: () => made };
}

export const BIAS_DROPOUT = biasRow('BiasDropout', form(biased(BIAS, selectSum)));

export const BIAS_RELU_DROPOUT = biasRow(
  'BiasReluDropout',
  form({ ...biased(RELU, reluGradient), gradientOther: 'y' }),
);

export const BIAS_DROPOUT_ADD = biasRow(
  'BiasDropoutAdd',
  form({ ...biased(ADD, selectSum, residualGradient), other: 'residual' }),
);

const ADD_ACCEPTS = accepting(functionName(BIAS_DROPOUT_ADD), COMMON);

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

function biasFunction(row: FormRow): BiasFunction {
  const name = functionName(row);
  const accepts = accepting(name, COMMON);
  const form = row.form(NO_SETTINGS);
  const call = (x: unknown, bias: unknown, p: unknown, options?: object): FloatArray =>
    runForm(form, { x, bias }, p, readOptions(accepts, options)).y;
  Object.defineProperty(call, 'name', { value: name }); // for stack traces
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
export const biasDropout: BiasFunction = biasFunction(BIAS_DROPOUT);

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
export const biasReluDropout: BiasFunction = biasFunction(BIAS_RELU_DROPOUT);

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
  const read = readOptions(ADD_ACCEPTS, options);
  return runForm(BIAS_DROPOUT_ADD.form(NO_SETTINGS), { x, bias, other: residual }, p, read).y;
}
