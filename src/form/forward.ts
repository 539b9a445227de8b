/** Runs forwards of functions, layers and tensors. */

import { type Call, readCall, withBias, withOther } from '../call/call.js';
import type { Shaped } from '../call/mask-shape.js';
import { ALL_KEPT, type Bits, type DrawnBits, drawnBits } from '../core/bits.js';
import type { FloatArray } from '../core/dtype.js';
import type { OptionValues } from '../input/options.js';
import type { AnyMask } from '../mask/any-mask.js';
import { checkGenerator, type Generator, nextDraw, take } from '../random/generator.js';
import { checkParameter, type Form, type Made } from './form.js';

/** A forward that has run: all that its backward needs. */
export interface Forward<C, M> {
  readonly call: C;
  readonly made: M;
  readonly seed: bigint;
  readonly draw: number;
  readonly bits: DrawnBits;
  /** The probability that the mask was drawn with; in evaluation the p of the form. */
  readonly p: number;
}

/**
 * Reads a call, makes y, and then takes one draw: if anything throws, the generator has not moved. The getters of a user's
 * generator class run before the call's memory is read. It does not call taking(), whose closure costs a small call 5 %.
 */
export function drawForward<R, C extends Pick<Call, 'index' | 'maskShape'>, M>(
  p: number,
  generator: Generator,
  request: R,
  read: (request: R) => C,
  make: (call: C, bits: DrawnBits, p: number) => M,
): Forward<C, M> {
  const { seed, draw } = nextDraw(generator);
  const call = read(request);
  const { index, maskShape } = call;
  const rate = maskShape?.rate === undefined ? p : maskShape.rate(p);
  const bits = drawnBits(seed, draw, rate, index);
  const made = make(call, bits, rate);
  take(generator, draw);
  return { call, made, seed, draw, bits, p: rate };
}

/** The arrays of a forward. */
export interface Inputs {
  readonly x: unknown;
  readonly other?: unknown;
  readonly bias?: unknown;
}

/** The arguments of a forward, before they are read and checked. */
export interface Request {
  readonly form: Form;
  readonly inputs: Inputs;
  readonly options: Readonly<OptionValues>;
  /** The generator if the options name none. */
  readonly generator: Generator;
  readonly inplace: unknown;
  readonly shaped: Shaped | undefined;
  /** The output of an earlier call, used again if it fits. */
  readonly kept: FloatArray | undefined;
  /** The mask of a recomputation. */
  readonly mask?: AnyMask | undefined;
}

/** @throws {TypeError | RangeError} if an array or an option is wrong. */
function readForward({ form, inputs, options, inplace, shaped, kept, mask }: Request): Call {
  let call = readCall(form.x, inputs.x, options, inplace, shaped, kept, mask?.offset, mask?._limit);
  if (form.bias) call = withBias(call, inputs.bias);
  return form.other === undefined ? call : withOther(call, form.other, inputs.other);
}

/** Runs a forward in training again, with the mask that it had, and takes no draw. */
export function recompute(request: Request, mask: AnyMask): { call: Call; made: Made; bits: Bits; p: number } {
  const { form } = request;
  const p = checkParameter(form, mask.p, 'mask.p');
  const call = readForward({ ...request, mask });
  const bits = mask._bits(call.index);
  return { call, made: form.training.forward(call, bits, p), bits, p };
}

/** Training draws, evaluation does not. */
export function runForward(request: Request, drops: boolean, p: number): Forward<Call, Made> {
  const { form, options } = request;
  const { training, evaluation } = form;
  const generator = options.generator === undefined ? request.generator : checkGenerator(options.generator);
  if (drops) return drawForward(p, generator, request, readForward, training.forward);
  const call = readForward(request);
  return { call, made: evaluation.forward(call, ALL_KEPT, p), seed: 0n, draw: 0, bits: ALL_KEPT, p };
}
