/** A form of dropout of one array, with its settings: what its function and its layer do with every call. */

import { type Arguments, identity, readArguments } from './apply.js';
import type { Bits } from './bits.js';
import { checkProbability } from './check.js';
import type { FloatArray } from './dtype.js';
import type { Noise, NoiseOfShape } from './noise-shape.js';
import type { OptionValues } from './options.js';

export interface Form {
  /** What its array is called, if not x. */
  readonly x?: string | undefined;
  /** Missing where every element has its own mask element; arrays need a shape where it is there. */
  readonly noise?: NoiseOfShape | undefined;
  /** What its number is called, if not p. */
  readonly parameter?: string | undefined;
  /** Reads its number, which is in [0, 1] where this is missing. */
  readonly check?: ((name: string, p: unknown) => number) | undefined;
  /** Training: what x becomes, and what the gradient by y becomes, which is the gradient by x. */
  forward(call: Arguments, bits: Bits, p: number): FloatArray;
  backward(call: Arguments, bits: Bits, p: number): FloatArray;
  /** Evaluation, forward and backward; the identity where it is missing. */
  readonly evaluate?: ((call: Arguments, p: number) => FloatArray) | undefined;
  /** How many elements the gradient by y has in training, where not as many as x. */
  readonly gradientLength?: ((noise: Noise | undefined, p: number) => number) | undefined;
  /** The backward of evaluation, where it is another. */
  readonly evaluateBackward?: ((call: Arguments, p: number) => FloatArray) | undefined;
}

/** Reads the arrays of a call that it has beside x; `columns` are those of the forward, in a backward. */
export type ReadMore = (call: Arguments, columns: number) => void;

/** The arguments of a forward. */
export function readCall(
  form: Form,
  x: unknown,
  options: Readonly<OptionValues>,
  inplace: unknown,
  noiseFor: ((length: number) => Noise | undefined) | undefined,
  readMore: ReadMore | undefined,
): Arguments {
  const call = readArguments(form.x ?? 'x', x, options, inplace, noiseFor);
  if (readMore !== undefined) readMore(call, 0);
  return call;
}

/** @throws {TypeError | RangeError} if it is not what the form's number can be. */
export function checkParameter(
  { parameter = 'p', check = checkProbability }: Form,
  p: unknown,
  name = parameter,
): number {
  return check(name, p);
}

export function evaluate(form: Form, call: Arguments, p: number): FloatArray {
  return form.evaluate === undefined ? identity(call) : form.evaluate(call, p);
}

/** The probability that the mask of a call is drawn with. */
export function rateOf({ noise }: Pick<Arguments, 'noise'>, p: number): number {
  return noise?.rate === undefined ? p : noise.rate(p);
}
