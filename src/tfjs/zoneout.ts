/** Zoneout of tensors. */

import type { Tensor, TensorLike } from '@tensorflow/tfjs-core';
import { ZONEOUT } from '../functional/zoneout.js';
import { formFunction, type TensorOptions } from './functions.js';

const run = formFunction(ZONEOUT);

/**
 * Keeps the previous value of each unit of a recurrent network with probability `rate`, and takes the next one otherwise
 * (Krueger et al., 2016). It always drops, and takes one draw.
 *
 * @param next The new state.
 * @param previous The previous state, of the same shape.
 * @param rate The probability of keeping the previous value, in [0, 1].
 * @param options {@link TensorOptions}
 * @returns A tensor of the shape of next.
 * @throws {TypeError | RangeError} if an argument is wrong; no draw is taken, and no tensor is left.
 *
 * @example
 * import * as tf from '@tensorflow/tfjs';
 * import { zoneout } from 'native-dropout/tfjs';
 * const state = zoneout(tf.ones([2, 3]), tf.zeros([2, 3]), 0.1, { seed: 42 });
 */
export function zoneout<T extends Tensor = Tensor>(
  next: T | TensorLike,
  previous: T | TensorLike,
  rate: number,
  options?: TensorOptions,
): T {
  return run({ x: next, other: previous }, rate, options) as T;
}
