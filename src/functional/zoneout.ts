/** Zoneout: units of a recurrent net keep their state. */

import { type Arguments, applyBits } from '../apply.js';
import { type DrawnBits, drawnBits } from '../bits.js';
import type { FloatArray, Fresh, Like } from '../dtype.js';
import type { Form } from '../form.js';
import { readOther } from '../operands.js';
import { CHOOSE, MIX, REJECT, SELECT } from '../operation.js';
import { face, readOptions } from '../options.js';
import { EXPECTED, GIVEN } from '../values.js';
import type { CallOptions } from './array-function.js';
import { runForm } from './run-form.js';

/** All dropped at p = 1, and else none. */
function all(p: number): DrawnBits {
  return drawnBits(0n, 0, p === 1 ? 1 : 0);
}

/** The second gradient is made first: the first may be written over dy. */
function gradients(call: Arguments, run: (call: Arguments) => FloatArray, rejected: (call: Arguments) => FloatArray) {
  call.second = rejected({ ...call, y: undefined, result: undefined });
  return run(call);
}

export const zoneoutForm: Form = {
  x: 'next',
  forward: (call, bits) => applyBits(call, bits, CHOOSE, GIVEN, 1),
  backward: (call, bits) =>
    gradients(
      call,
      (one) => applyBits(one, bits, SELECT, GIVEN, 1),
      (other) => applyBits(other, bits, REJECT, GIVEN, 1),
    ),
  // At 0 and 1 one array says all, so that what the other holds, infinities for example, does not matter.
  evaluate: (call, p) =>
    p === 0 || p === 1 ? applyBits(call, all(p), CHOOSE, GIVEN, 1) : applyBits(call, all(0), MIX, EXPECTED, p),
  evaluateBackward: (call, p) =>
    gradients(
      call,
      (one) => applyBits(one, all(p), SELECT, GIVEN, 1 - p),
      (other) => applyBits(other, all(p === 0 ? 0 : 1), REJECT, GIVEN, p),
    ),
};

const ZONEOUT = face('zoneout', ['training', 'generator', 'out', 'inplace', 'offset', 'engine', 'dtype', 'shape']);

/**
 * Zoneout (Krueger et al., "Zoneout: regularizing RNNs by randomly preserving hidden activations", 2016): while training,
 * each unit of a recurrent net keeps its previous value with probability p, and has the next one otherwise. In evaluation
 * p · previous + (1 - p) · next, each of · and + rounded, as the paper has it. (mxnet.rnn.ZoneoutCell gives `next` there.)
 *
 * @param next The new state, of any shape.
 * @param previous The state before, an array of the kind and the length of next. `out` may be all of its memory.
 * @param p Probability of keeping the previous value, in [0, 1].
 * @returns `out`, or next when in place, or else a new array.
 * @throws {TypeError | RangeError} if an argument is not what it should be; nothing is written and no draw taken then.
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
export function zoneout<T extends FloatArray>(
  next: T,
  previous: Like<T>,
  p: number,
  options?: CallOptions & { inplace?: false | undefined },
): Fresh<T>;
export function zoneout<T extends FloatArray, Y extends Like<T> = never>(
  next: T,
  previous: Like<T>,
  p: number,
  options?: CallOptions<Y>,
): T | Fresh<T> | Y;
export function zoneout(next: FloatArray, previous: unknown, p: number, options?: object): FloatArray {
  return runForm(zoneoutForm, next, p, readOptions(ZONEOUT, options), (call) => readOther(call, 'previous', previous));
}
