/** Forms of dropout. Functions, layers and tensors run the same form; each form has one row. */

import { passOn } from '../call/apply.js';
import type { Call } from '../call/call.js';
import type { MaskShape, MaskShapeOf } from '../call/mask-shape.js';
import type { Bits, DrawnBits } from '../core/bits.js';
import type { FloatArray, FreshWords } from '../core/dtype.js';
import { checkProbability } from '../input/check.js';
import { wrongType } from '../input/errors.js';
import type { Settings } from '../input/options.js';
import type { Dropping } from '../random/source.js';

/** Everything that a call makes. */
export interface Made {
  /** The output, or a gradient. */
  readonly y: FloatArray;
  /** The gradient of the second array. */
  readonly other?: FloatArray;
  /** The gradient of the bias, if the forward had one. */
  readonly dbias?: FloatArray | undefined;
  /** The indices of kept tokens (patch dropout). */
  readonly indices?: FreshWords;
}

/** A forward or a gradient. */
export type Pass = (call: Call, bits: Bits, p: number) => Made;

/** Forward and gradients of one mode. */
export interface Mode {
  readonly forward: Pass;
  /** Each computes its gradient from dy, the gradient of y. */
  readonly gradients: {
    readonly x: Pass;
    /** The gradient of the second array. It never writes to the call's output, which may be the memory of dy. */
    readonly other: Pass | undefined;
  };
}

export interface Form {
  /** The name of its input, for errors. */
  readonly x: string;
  /** The name of its second input, if it has one. */
  readonly other: string | undefined;
  /** Whether it has a bias. */
  readonly bias: boolean;
  /** The name of the second array of its gradient, if that needs one. */
  readonly gradientOther: string | undefined;
  /** Which elements share a mask element; arrays then need a shape. undefined: none share. */
  readonly maskShapeOf: MaskShapeOf | undefined;
  /** The name of its parameter, `p` or `stddev`, and the check of its value. */
  readonly parameter: string;
  readonly check: (name: string, p: unknown) => number;
  /** How it uses the mask of a source; undefined: it needs more than a mask. */
  readonly dropping: Dropping | undefined;
  readonly training: Mode;
  /** Its bits keep all elements. */
  readonly evaluation: Mode;
  /** The number of elements of y in training, for forms whose y is not as long as x. */
  readonly keptLength: ((maskShape: MaskShape, p: number) => number) | undefined;
}

const USUAL: Omit<Form, 'training' | 'evaluation'> = {
  x: 'x',
  other: undefined,
  bias: false,
  gradientOther: undefined,
  maskShapeOf: undefined,
  parameter: 'p',
  check: checkProbability,
  dropping: 'select',
  keptLength: undefined,
};

/** Sets every field of a form, so that a polluted Object.prototype adds none. */
export function form(parts: Partial<Form> & Pick<Form, 'training' | 'evaluation'>): Form {
  return { ...USUAL, ...parts };
}

/** Linear forms are their own gradient. */
export function mode(forward: Pass, gradient = forward, ofOther?: Pass): Mode {
  return { forward, gradients: { x: gradient, other: ofOther } };
}

export function modeOf({ training, evaluation }: Form, inTraining: boolean): Mode {
  return inTraining ? training : evaluation;
}

/** The row of a form: the name, options and default p of its function and its layer. */
export interface FormRow {
  /** The name of its class; the name of its function begins with a small letter. */
  readonly name: string;
  /** The options that only this form has. */
  readonly settings: readonly string[];
  /** The default p; undefined: p is required. */
  readonly p: number | undefined;
  readonly form: (settings: Settings) => Form;
}

export const identity: Pass = (call) => ({ y: passOn(call) });

export const IDENTITY: Mode = mode(identity);

/** @throws {TypeError} if the bits are given: a form that draws numbers needs the seed of the mask. */
export function checkDrawn(bits: Bits): asserts bits is DrawnBits {
  if (bits.words === undefined) return;
  throw wrongType('mask', 'a mask with a seed, from which this form draws numbers', 'given bits');
}

/** @throws {TypeError | RangeError} if p is not valid for the form. */
export function checkParameter({ parameter, check }: Form, p: unknown, name = parameter): number {
  return check(name, p);
}
