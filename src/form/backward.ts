/** Runs backwards. A backward uses the bits of its forward again, and takes no draw. */

import { type Call, readCall, withOther } from '../call/call.js';
import type { MaskShape } from '../call/mask-shape.js';
import type { Bits } from '../core/bits.js';
import { message, wrongValue } from '../input/errors.js';
import type { Shape } from '../input/shape.js';
import { type Form, type Made, modeOf } from './form.js';
import type { Request } from './forward.js';

/** The forward that a backward belongs to. */
export interface Past {
  readonly training: boolean;
  readonly bits: Bits;
  readonly p: number;
  /** End of the mask, counted in the mask that it was sliced from. */
  readonly limit: number;
  readonly axes: Shape | undefined;
  readonly maskShape: MaskShape | undefined;
  /** Elements of x; undefined if unknown. */
  readonly length: number | undefined;
  /** Elements of the bias; 0 without a bias. */
  readonly columns: number;
}

/** The arguments of a backward, before they are read and checked. */
export interface BackwardRequest extends Omit<Request, 'inputs' | 'generator' | 'shaped'> {
  readonly dy: unknown;
  /** The second array, for forms whose gradient needs one. */
  readonly other: unknown;
}

/** @throws {TypeError | RangeError} if an array or an option is wrong. */
function readBackward({ form, dy, other, options, inplace, kept }: BackwardRequest, past: Past): Call {
  const shaped = { axes: undefined, maskShape: past.maskShape };
  let call = readCall('dy', dy, options, inplace, shaped, kept, past.bits.index, past.limit);
  checkLength(form, past, call.length);
  if (form.bias) call = withColumns(call, past.columns);
  return form.gradientOther === undefined ? call : withOther(call, form.gradientOther, other);
}

export function runBackward(request: BackwardRequest, past: Past): { call: Call; made: Made } {
  const { bits, p, training } = past;
  const { gradients } = modeOf(request.form, training);
  const call = readBackward(request, past);
  const other = gradients.other?.(call, bits, p).y; // before dx, which may be written over dy
  const made = gradients.x(call, bits, p);
  return { call, made: other === undefined ? made : { ...made, other } };
}

/** @throws {RangeError} if dy and y differ in length. */
function checkLength({ keptLength }: Form, { training, maskShape, p, length }: Past, n: number): void {
  const resized = training && maskShape !== undefined ? keptLength?.(maskShape, p) : undefined;
  const wanted = resized ?? length;
  if (wanted === undefined || wanted === n) return;
  throw wrongValue('dy', `length ${wanted} like ${resized === undefined ? 'x' : 'y'}`, n);
}

/** @throws {RangeError} if dy has no whole number of rows. */
function withColumns(call: Call, columns: number): Call {
  if (columns === 0 || call.length % columns === 0) return { ...call, columns };
  throw new RangeError(message('dy', `a multiple of ${columns} elements like the bias`, String(call.length)));
}
