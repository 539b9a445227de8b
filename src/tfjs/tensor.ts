/** Reads the tensors of calls. */

import type { Tensor } from '@tensorflow/tfjs-core';
import { peers } from '#tfjs';
import { message, wrongType } from '../input/errors.js';

export const isTensor = (x: unknown): x is Tensor => x instanceof peers.core().Tensor;

/**
 * A float32 tensor: x itself, or a new tensor of its numbers.
 * @throws {TypeError} if x has a different dtype, is disposed, or holds no numbers.
 */
export function floatsOf(name: string, x: unknown): Tensor {
  if (!isTensor(x)) return tensorOf(name, x);
  if (x.isDisposed) throw new TypeError(message(name, 'a tensor', 'one that is disposed'));
  if (x.dtype === 'float32') return x;
  const hint = ['int32', 'bool'].includes(x.dtype) ? ' (x.toFloat() makes one)' : '';
  throw new TypeError(message(name, 'a float32 tensor', x.dtype + hint));
}

/** Does not call tf.tensor(), which turns strings into NaN and accepts lists of unequal lengths. */
function tensorOf(name: string, x: unknown): Tensor {
  const values: number[] = [];
  const shape = x instanceof Float32Array ? [x.length] : readNumbers(name, x, values);
  const floats = x instanceof Float32Array ? x : Float32Array.from(values);
  return peers.core().engine().makeTensor(floats, shape, 'float32');
}

const isNumber = (x: unknown): x is number | boolean => typeof x === 'number' || typeof x === 'boolean';

const isNumbers = (x: unknown): x is Iterable<number> =>
  [Float32Array, Int32Array, Uint8Array, Uint8ClampedArray].some((type) => x instanceof type);

const kind = (shape: number[]): string => (shape.length === 0 ? 'a number' : `a list of the shape [${shape}]`);

/** The shape of nested lists of numbers; appends the numbers to `values`. */
function readNumbers(name: string, x: unknown, values: number[]): number[] {
  const before = values.length;
  if (isNumber(x)) {
    values.push(Number(x));
    return [];
  }
  if (isNumbers(x)) {
    for (const value of x) values.push(value);
    return [values.length - before];
  }
  if (!Array.isArray(x)) throw wrongType(name, 'a tensor or numbers', x);
  const [first = [], ...rest] = Array.from(x, (item) => readNumbers(name, item, values)); // holes become undefined
  const other = rest.find((shape) => String(shape) !== String(first));
  if (other === undefined) return [x.length, ...first];
  throw new TypeError(message(name, `${kind(first)} like the first`, kind(other)));
}
