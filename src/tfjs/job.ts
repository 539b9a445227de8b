/** What is done to the arrays of tensors. */

import { readCall, withOther } from '../call/call.js';
import type { MaskShape } from '../call/mask-shape.js';
import type { DrawnBits } from '../core/bits.js';
import type { Form, Pass } from '../form/form.js';

/** What is done to a tensor: all that the gradient needs to do it again, so that nothing is kept of x or y. */
export interface Job {
  readonly form: Form;
  /** Forward, or the gradient by x or by the other tensor. */
  readonly direction: 'forward' | 'x' | 'other';
  readonly bits: DrawnBits;
  readonly p: number;
  readonly maskShape: MaskShape | undefined;
}

/** The arrays of x, and of the other tensor of the forms that have one. */
export type Read = readonly [x: Float32Array, other?: Float32Array];

function passOf({ form: { training }, direction }: Job): Pass {
  return direction === 'forward' ? training.forward : (training.gradients[direction] as Pass);
}

/** A new array, or `out`. */
export function apply(job: Job, [x, other]: Read, out?: Float32Array): Float32Array {
  const { bits, p, maskShape } = job;
  const options = { out, offset: undefined, engine: undefined, dtype: undefined };
  const shaped = { axes: undefined, maskShape };
  const call = readCall('x', x, options, undefined, shaped, undefined, bits.index);
  const y = passOf(job)(other === undefined ? call : withOther(call, 'other', other), bits, p).y as Float32Array;
  if (out !== undefined && y !== out) out.set(y); // gradients by the other tensor make a new array
  return y === x ? y.slice() : y; // gradients that are dy itself
}
