/** The work on the arrays of tensors. */

import { readCall, withOther } from '../call/call.js';
import type { MaskShape } from '../call/mask-shape.js';
import type { Bits } from '../core/bits.js';
import type { Form, Pass } from '../form/form.js';

/** A form, its mask and its direction. The gradient needs nothing else, so the tape keeps neither x nor y. */
export interface Job {
  readonly form: Form;
  /** Forward, or the gradient of x or of the second tensor. */
  readonly direction: 'forward' | 'x' | 'other';
  readonly bits: Bits;
  readonly p: number;
  readonly maskShape: MaskShape | undefined;
}

/** The array of x, and of the second tensor for forms that have one. */
export type Read = readonly [x: Float32Array, other?: Float32Array];

export function passOf({ form: { training }, direction }: Job): Pass {
  return direction === 'forward' ? training.forward : (training.gradients[direction] as Pass);
}

/** Writes to `out`, or to a new array, and returns it. */
export function apply(job: Job, [x, other]: Read, out?: Float32Array): Float32Array {
  const { bits, p, maskShape } = job;
  const options = { out, offset: undefined, engine: undefined, dtype: undefined };
  const shaped = { axes: undefined, maskShape };
  const call = readCall('x', x, options, undefined, shaped, undefined, bits.index);
  const y = passOf(job)(other === undefined ? call : withOther(call, 'other', other), bits, p).y as Float32Array;
  if (out !== undefined && y !== out) out.set(y); // a gradient of the second tensor is a new array
  return y;
}
