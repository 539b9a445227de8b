/** A form of dropout of one array, with its settings: what its function and its layer do with every call. */

import { type Arguments, applyBits, identity } from './apply.js';
import type { Bits } from './bits.js';
import { checkProbability } from './check.js';
import type { FloatArray } from './dtype.js';
import { wrongType } from './errors.js';
import { SELECT } from './operation.js';
import { checkFits, checkShape, type Noise, noiseOf, type Shape } from './shape.js';
import { INVERTED } from './values.js';

export interface Form {
  /** Which axes of a shape share mask elements; undefined where each element has its own. */
  readonly shares?: ((shape: Shape) => readonly boolean[]) | undefined;
  /** Reads its one number, which is p, in [0, 1], where this is missing. */
  readonly check?: ((p: unknown) => number) | undefined;
  /** Training: what x becomes, and what the gradient by y becomes, which is the gradient by x. */
  forward(call: Arguments, bits: Bits, p: number): FloatArray;
  backward(call: Arguments, bits: Bits, p: number): FloatArray;
  /** Evaluation, forward and backward; the identity where it is missing. */
  evaluate?(call: Arguments, p: number): FloatArray;
}

/** Kept elements are multiplied by 1 / (1 - p), dropped ones become 0, in y and in its gradient. */
export function select(call: Arguments, bits: Bits, p: number): FloatArray {
  return applyBits(call, bits, SELECT, INVERTED, p);
}

/** @throws {TypeError | RangeError} if it is not what the form's number can be. */
export function checkParameter(form: Form, p: unknown): number {
  return form.check === undefined ? checkProbability('p', p) : form.check(p);
}

export function evaluate(form: Form, call: Arguments, p: number): FloatArray {
  return form.evaluate === undefined ? identity(call) : form.evaluate(call, p);
}

/**
 * What makes the noise of an array, from its shape; undefined where its mask is flat.
 * @throws {TypeError | RangeError} if the shape is none, or missing where axes share.
 */
export function noiseReader(form: Form, shape: unknown): ((length: number) => Noise | undefined) | undefined {
  if (shape === undefined) {
    if (form.shares === undefined) return undefined;
    throw wrongType('shape', 'the axes of x, such as [N, C, H, W]', shape);
  }
  const axes = checkShape('shape', shape);
  const shares = form.shares?.(axes) ?? axes.map(() => false);
  return (length) => {
    checkFits(axes, length);
    return shares.includes(true) ? noiseOf(axes, shares) : undefined;
  };
}
