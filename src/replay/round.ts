/** Rounds numbers to dtypes. */

import type { ComputeArray, Dtype, StoredArray } from '../core/dtype.js';

/** The array of a dtype with the numbers of an array of its compute type. */
export function narrowed(dtype: Dtype, numbers: ComputeArray): StoredArray {
  if (dtype.stored === undefined) return numbers;
  const bits = new Uint16Array(numbers.length);
  dtype.stored.narrow(numbers as Float32Array, numbers.length, bits, 0);
  return bits;
}

/** The number of a dtype that is nearest to a value. */
export function rounded(dtype: Dtype, value: number): number {
  if (dtype.stored === undefined) return dtype.round(value);
  const one = Float32Array.of(value);
  dtype.stored.widen(narrowed(dtype, one) as Uint16Array, 0, 1, one);
  return one[0];
}
