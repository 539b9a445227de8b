/** A form of dropout: what functions, layers and tensors do with every call. Each form has one row. */

import { passOn } from '../call/apply.js';
import type { Call } from '../call/call.js';
import type { MaskShape, MaskShapeOf } from '../call/mask-shape.js';
import type { Bits } from '../core/bits.js';
import type { FloatArray, FreshWords } from '../core/dtype.js';
import { checkProbability } from '../input/check.js';
import type { Settings } from '../input/options.js';

/** All that a call gives. */
export interface Made {
  /** The output, or a gradient. */
  readonly y: FloatArray;
  /** The gradient of the second array, in a backward. */
  readonly other?: FloatArray;
  /** The gradient of the bias, if the forward had one. */
  readonly dbias?: FloatArray | undefined;
  /** Which tokens are kept, of patch dropout. */
  readonly indices?: FreshWords;
}

/** Works on a call, and gives all that it makes. */
export type Pass = (call: Call, bits: Bits, p: number) => Made;

/** Forward and gradients of one mode. */
export interface Mode {
  readonly forward: Pass;
  /** From the gradient by y. */
  readonly gradients: {
    readonly x: Pass;
    /** By the second array. It never writes to the call's output, which may be the memory of dy. */
    readonly other: Pass | undefined;
  };
}

export interface Form {
  /** The name of its array. */
  readonly x: string;
  /** The name of its second array, if it has one. */
  readonly other: string | undefined;
  /** Whether it has a bias. */
  readonly bias: boolean;
  /** The name of the second array of its gradient, if that needs one. */
  readonly gradientOther: string | undefined;
  /** Which elements share one of the mask; arrays then need a shape. undefined: each has its own. */
  readonly maskShapeOf: MaskShapeOf | undefined;
  /** The name of its number, and what reads it. */
  readonly parameter: string;
  readonly check: (name: string, p: unknown) => number;
  readonly training: Mode;
  /** Its bits keep all; p is that of the call. */
  readonly evaluation: Mode;
  /** Elements of y in training, if it has not as many as x. */
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
  keptLength: undefined,
};

/** A form with all fields of its own, so that a polluted Object.prototype adds none. */
export function form(parts: Partial<Form> & Pick<Form, 'training' | 'evaluation'>): Form {
  return { ...USUAL, ...parts };
}

export function mode(forward: Pass, gradient: Pass, ofOther?: Pass): Mode {
  return { forward, gradients: { x: gradient, other: ofOther } };
}

export function modeOf({ training, evaluation }: Form, inTraining: boolean): Mode {
  return inTraining ? training : evaluation;
}

/** The row of a form: its function and its layer have these names, options and defaults. */
export interface FormRow {
  /** Of its class; its function is called alike, with a small letter first. */
  readonly name: string;
  /** The options that it has beside those of all. */
  readonly settings: readonly string[];
  /** The default p; undefined: p must be given. */
  readonly p: number | undefined;
  readonly form: (settings: Settings) => Form;
}

export const identity: Pass = (call) => ({ y: passOn(call) });

export const IDENTITY: Mode = mode(identity, identity);

/** @throws {TypeError | RangeError} if it is not what the form's number can be. */
export function checkParameter({ parameter, check }: Form, p: unknown, name = parameter): number {
  return check(name, p);
}
