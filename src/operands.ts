/** What calls read beside x: an array like it, or a bias that repeats along it; and the gradient of that bias. */

import type { Arguments } from './apply.js';
import type { ComputeArray, FloatArray } from './dtype.js';
import { message, wrongValue } from './errors.js';
import { biasesOf, sumsOf, total } from './tile.js';
import { likeOf, plain, sameKindOf, toKind } from './view.js';

/** @throws {TypeError | RangeError} if it is no array of the kind and the length of x. */
export function readOther(call: Arguments, name: string, other: unknown): void {
  call.other = likeOf(name, call, other).array;
}

/**
 * Reads a bias of which x has a whole number; undefined and null are none, which is one of -0, as x + -0 is x for every x.
 * The call has a copy of it, so that it may lie anywhere.
 * @throws {TypeError | RangeError} if it is no array of the kind of x, or its length does not divide that of x.
 */
export function readBias(call: Arguments, bias: unknown): void {
  const { dtype, length } = call;
  if (bias === undefined || bias === null) {
    call.bias = biasesOf(dtype, new dtype.Compute(1).fill(-0));
    return;
  }
  const view = sameKindOf('bias', call, bias);
  if (view.length === 0 || length % view.length !== 0) {
    throw wrongValue('bias', `a length that divides that of x, ${length}`, view.length);
  }
  const stored = plain(view.array, dtype, 0, view.length);
  if (dtype.stored === undefined) {
    call.bias = biasesOf(dtype, stored as ComputeArray);
  } else {
    const wide = new Float32Array(view.length);
    dtype.stored.widen(stored as Uint16Array, 0, view.length, wide);
    call.bias = biasesOf(dtype, wide);
  }
  call.columns = view.length;
}

/**
 * Has the call add up the gradient of a bias of that many elements.
 * @throws {RangeError} if x has not a whole number of them.
 */
export function readColumns(call: Arguments, columns: number): void {
  if (columns > 0 && call.length % columns !== 0) {
    throw new RangeError(message('dy', `a multiple of ${columns} elements like the bias`, String(call.length)));
  }
  call.columns = columns;
  call.sums = sumsOf(call.dtype, call.length, Math.max(columns, 1));
}

/** The gradient of the bias, an array of its kind; undefined where there is none. */
export function biasGradient({ dtype, sums, columns, kind }: Arguments): FloatArray | undefined {
  if (sums === undefined || columns === 0) return undefined;
  const totals = total(sums, columns);
  const gradient = new dtype.Array(columns);
  if (dtype.stored === undefined) gradient.set(totals);
  else dtype.stored.narrow(Float32Array.from(totals), columns, gradient as Uint16Array, 0);
  return toKind(kind, gradient);
}
