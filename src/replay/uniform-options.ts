/** The options of uniform numbers in JAX and in TensorFlow. */

import type { Dtype, DtypeName } from '../core/dtype.js';
import { wrongValue } from '../input/errors.js';
import { checkFields, own } from '../input/options.js';
import { checkFiniteIn } from './checks.js';
import { readDtypeOr } from './dtype-option.js';

/** The options of uniform(). */
export interface ReplayUniformOptions {
  /** The type of the numbers. 16-bit types come as a Uint16Array of bits. */
  dtype?: DtypeName | undefined;
  /** The least number. Default: 0. */
  minval?: number | undefined;
  /** The limit, above minval. Default: 1. */
  maxval?: number | undefined;
}

/** Numbers of a dtype: a Float32Array, a Float64Array, or the bits of a 16-bit type. */
export type ReplayNumbers = Float32Array | Float64Array | Uint16Array;

/** @throws {TypeError | RangeError} if an option is wrong. */
export function readUniform(options: object | undefined, usual: Dtype): { dtype: Dtype; low: number; high: number } {
  if (options !== undefined) checkFields('options', options, ['dtype', 'minval', 'maxval']);
  const dtype = readDtypeOr(options, usual);
  const low = checkFiniteIn(dtype, 'minval', own(options, 'minval') ?? 0);
  const high = checkFiniteIn(dtype, 'maxval', own(options, 'maxval') ?? 1);
  if (high <= low) throw wrongValue('maxval', `a number above minval, ${low}`, high);
  return { dtype, low, high };
}
