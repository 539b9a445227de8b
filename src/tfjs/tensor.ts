/** The tensors that calls take. */

import type { Tensor, TensorLike } from '@tensorflow/tfjs-core';
import { peers } from '#tfjs';
import { message, wrongType } from '../errors.js';

const isTensor = (x: unknown): x is Tensor => x instanceof peers.core().Tensor;

/**
 * A tensor of floats: x itself, or one of the numbers that it holds.
 * @throws {TypeError | Error} if x is of another dtype, disposed, or what no tensor can be made of.
 */
export function floatsOf(name: string, x: unknown): Tensor {
  if (!isTensor(x)) {
    if (x === null || x === undefined || typeof x === 'string') throw wrongType(name, 'a tensor', x);
    return peers.core().tensor(x as TensorLike, undefined, 'float32');
  }
  if (x.isDisposed) throw new TypeError(message(name, 'a tensor', 'one that is disposed'));
  if (x.dtype === 'float32') return x;
  throw new TypeError(message(name, 'a float32 tensor', `${x.dtype} (x.toFloat() makes one)`));
}
