/** Runs forwards of functions, layers and tensors. */

import { type Call, readCall, withBias, withOther } from '../call/call.js';
import type { Shaped } from '../call/mask-shape.js';
import { ALL_KEPT, type Bits, drawnBits, givenBits } from '../core/bits.js';
import type { FloatArray } from '../core/dtype.js';
import { FLAT } from '../core/layout.js';
import { wrongType, wrongValue } from '../input/errors.js';
import type { OptionValues } from '../input/options.js';
import type { AnyMask } from '../mask/any-mask.js';
import { type AnyGenerator, checkAnyGenerator, isSource } from '../random/any-generator.js';
import { nextDraw, take } from '../random/generator.js';
import type { Source } from '../random/source.js';
import { checkParameter, type Form, type Made } from './form.js';

/** The parts of a call that say which mask it needs. */
type Masked = Pick<Call, 'index' | 'maskShape' | 'length' | 'dtype'>;

/** A forward that has run: all that its backward needs. */
export interface Forward<C, M> {
  readonly call: C;
  readonly made: M;
  readonly bits: Bits;
  /** The probability that the mask was drawn with; in evaluation the p of the form. */
  readonly p: number;
}

/**
 * Reads a call, makes y, and then takes one draw: if anything throws, the generator has not moved. The getters of a user's
 * generator class run before the call's memory is read. It does not call taking(), whose closure costs a small call 5 %.
 */
export function drawForward<R, C extends Masked, M>(
  form: Form,
  p: number,
  generator: AnyGenerator,
  request: R,
  read: (request: R) => C,
  make: (call: C, bits: Bits, p: number) => M,
): Forward<C, M> {
  if (isSource(generator)) return replayForward(form, p, generator, request, read, make);
  const { seed, draw } = nextDraw(generator);
  const call = read(request);
  const { index, maskShape } = call;
  const rate = maskShape?.rate === undefined ? p : maskShape.rate(p);
  const bits = drawnBits(seed, draw, rate, index);
  const made = make(call, bits, rate);
  take(generator, draw);
  return { call, made, bits, p: rate };
}

/** The error for a source of a form whose `dropping` is undefined. */
export function needsNumbers(name: string, source: Source): TypeError {
  return wrongType(name, 'a Generator, because this form needs more than a mask', source);
}

/** {@link drawForward} with a source, whose masks are as long as the call needs. */
function replayForward<R, C extends Masked, M>(
  { dropping }: Form,
  p: number,
  source: Source,
  request: R,
  read: (request: R) => C,
  make: (call: C, bits: Bits, p: number) => M,
): Forward<C, M> {
  if (dropping === undefined) throw needsNumbers('generator', source);
  const call = read(request);
  const { index, maskShape, length, dtype } = call;
  if (index !== 0) throw wrongValue('offset', '0 with a source; its mask() can be cut with slice()', index);
  const elements = maskShape === undefined ? length : maskShape.elements;
  const { words, factor, next } = source._replay({ p, elements, length, dtype, kind: dropping });
  const bits = givenBits(words, 0, FLAT, factor);
  const made = make(call, bits, p);
  source._move(next);
  return { call, made, bits, p };
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
  readonly generator: AnyGenerator;
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
  const generator = options.generator === undefined ? request.generator : checkAnyGenerator(options.generator);
  if (drops) return drawForward(form, p, generator, request, readForward, training.forward);
  const call = readForward(request);
  return { call, made: evaluation.forward(call, ALL_KEPT, p), bits: ALL_KEPT, p };
}
