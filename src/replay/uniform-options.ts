/** The options of uniform numbers in JAX and in TensorFlow. */

import { DTYPES, type Dtype, type DtypeName } from '../core/dtype.js';
import { checkChoice } from '../input/check.js';
import { wrong, wrongValue } from '../input/errors.js';
import { checkFields, own } from '../input/options.js';
import { rounded } from './round.js';

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

/** The row of a dtype's name. */
export function checkDtype(name: string, dtype: unknown): Dtype {
  const chosen = checkChoice(
    name,
    dtype,
    DTYPES.map((row) => row.name),
  );
  return DTYPES.find((row) => row.name === chosen) as Dtype;
}

/** Reads the option `dtype`. */
export function readDtypeOr(options: object | undefined, usual: Dtype): Dtype {
  const dtype = own(options, 'dtype');
  return dtype === undefined ? usual : checkDtype('dtype', dtype);
}

/** @throws {TypeError | RangeError} if an option is wrong. */
export function readUniform(options: object | undefined, usual: Dtype): { dtype: Dtype; low: number; high: number } {
  if (options !== undefined) checkFields('options', options, ['dtype', 'minval', 'maxval']);
  const dtype = readDtypeOr(options, usual);
  const low = checkNumber('minval', own(options, 'minval') ?? 0, dtype);
  const high = checkNumber('maxval', own(options, 'maxval') ?? 1, dtype);
  if (high <= low) throw wrongValue('maxval', `a number above minval, ${low}`, high);
  return { dtype, low, high };
}

function checkNumber(name: string, value: unknown, dtype: Dtype): number {
  if (typeof value === 'number' && Number.isFinite(rounded(dtype, value))) return value;
  throw wrong('number', name, `a finite number in ${dtype.name}`, value);
}
