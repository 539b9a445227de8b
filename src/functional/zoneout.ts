/** Zoneout: units of a recurrent network keep their previous value. */

import { applyBits } from '../call/apply.js';
import type { Call } from '../call/call.js';
import { ALL_DROPPED, ALL_KEPT, type Bits, type DrawnBits } from '../core/bits.js';
import type { FloatArray, Fresh, Like } from '../core/dtype.js';
import { CHOOSE, MIX, type Operation, REJECT, SELECT } from '../core/operation.js';
import { EXPECTED, GIVEN } from '../core/values.js';
import { type FormRow, form, type Made, mode } from '../form/form.js';
import type { CallOptions, FreshOptions } from './array-function.js';
import { formFunction } from './form-function.js';

/** Drops all at p = 1, and nothing at other p. */
function atOne(p: number): DrawnBits {
  return p === 1 ? ALL_DROPPED : ALL_KEPT;
}

function given(call: Call, bits: Bits, operation: Operation, scale = 1): Made {
  return { y: applyBits(call, bits, operation, GIVEN, scale) };
}

/** Writes to a new array: the output may be the memory of dy, which the other gradient still reads. */
function rejected(call: Call, bits: Bits, scale?: number): Made {
  return given({ ...call, y: undefined, result: undefined }, bits, REJECT, scale);
}

const FORM = form({
  x: 'next',
  other: 'previous',
  training: mode(
    (call, bits) => given(call, bits, CHOOSE),
    (call, bits) => given(call, bits, SELECT),
    (call, bits) => rejected(call, bits),
  ),
  // At 0 and 1 only one array is read, so that an infinity or a NaN in the other has no effect.
  evaluation: mode(
    (call, bits, p) =>
      p === 0 || p === 1 ? given(call, atOne(p), CHOOSE) : { y: applyBits(call, bits, MIX, EXPECTED, p) },
    (call, _bits, p) => given(call, atOne(p), SELECT, 1 - p),
    (call, _bits, p) => rejected(call, p === 0 ? ALL_KEPT : ALL_DROPPED, p),
  ),
});

export const ZONEOUT: FormRow = { name: 'Zoneout', settings: [], p: undefined, form: () => FORM };

const run = formFunction(ZONEOUT);

/**
 * Keeps the previous value of each unit of a recurrent network with probability p in training, and takes the next one
 * otherwise (Krueger et al., "Zoneout: regularizing RNNs by randomly preserving hidden activations", 2016). In evaluation
 * it returns p · previous + (1 - p) · next, each of · and + rounded, as in the paper; mxnet.rnn.ZoneoutCell returns
 * `next`.
 *
 * @param next The new state, of any shape.
 * @param previous The previous state: an array of the kind and the length of next. It may be the same array as `out`.
 * @param p Probability of keeping the previous value, in [0, 1].
 * @param options {@link CallOptions}
 * @returns `out`; next itself if `inplace`; by default a new array.
 * @throws {TypeError | RangeError} if an argument is wrong; nothing is written, and no draw is taken.
 *
 * @example
 * import { zoneout } from 'native-dropout';
 * const state = zoneout(Float32Array.of(1, 2, 3), Float32Array.of(-1, -2, -3), 0.1);
 */
export function zoneout<T extends FloatArray, Y extends Like<T>>(
  next: T,
  previous: Like<T>,
  p: number,
  options: CallOptions<Y> & { out: Y },
): Y;
export function zoneout<T extends FloatArray>(
  next: T,
  previous: Like<T>,
  p: number,
  options: CallOptions & { inplace: true },
): T;
export function zoneout<T extends FloatArray>(next: T, previous: Like<T>, p: number, options?: FreshOptions): Fresh<T>;
export function zoneout<T extends FloatArray, Y extends Like<T> = never>(
  next: T,
  previous: Like<T>,
  p: number,
  options?: CallOptions<Y>,
): T | Fresh<T> | Y;
export function zoneout(next: FloatArray, previous: unknown, p: number, options?: object): FloatArray {
  return run({ x: next, other: previous }, p, options).y;
}
