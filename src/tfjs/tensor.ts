/** The tensors that calls take. */

import type { Tensor, TensorLike } from '@tensorflow/tfjs-core';
import { peers } from '#tfjs';
import { message, wrongType } from '../errors.js';

const isTensor = (x: unknown): x is Tensor => x instanceof peers.core().Tensor;

/**
 * A tensor of floats: x itself, or one of the numbers that it holds.
 * @throws {TypeError} if x is of another dtype, disposed, or what no tensor can be made of.
 */
export function floatsOf(name: string, x: unknown): Tensor {
  if (!isTensor(x)) {
    checkNumbers(name, x);
    return peers.core().tensor(x, undefined, 'float32');
  }
  if (x.isDisposed) throw new TypeError(message(name, 'a tensor', 'one that is disposed'));
  if (x.dtype === 'float32') return x;
  throw new TypeError(message(name, 'a float32 tensor', `${x.dtype} (x.toFloat() makes one)`));
}

const isNumber = (x: unknown): boolean => typeof x === 'number' || typeof x === 'boolean';

/** TensorFlow.js makes NaN of texts, and of lists that are not alike a tensor whose size is wrong. */
function checkNumbers(name: string, x: unknown): asserts x is TensorLike {
  if (!isNumber(x)) shapeOf(name, x);
}

/** Of lists of numbers in lists. */
function shapeOf(name: string, x: unknown): number[] {
  const { isTypedArray } = peers.core().util;
  if (isTypedArray(x as object)) return [(x as Float32Array).length];
  if (!Array.isArray(x)) throw wrongType(name, 'a tensor or numbers', x);
  if (x.every(isNumber)) return [x.length];
  const [first, ...rest] = x.map((list) => shapeOf(name, list));
  const other = rest.find((shape) => String(shape) !== String(first));
  if (other === undefined) return [x.length, ...first];
  throw new TypeError(message(name, `lists of the shape [${first}] of the first`, `[${other}]`));
}
