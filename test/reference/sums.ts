/** The gradient of a bias: which sums are added up, and in what order. */

import { ARITHMETIC, type DtypeName, type StoredArray } from './values.js';

/** Length of a tile: copies of the bias that fill whole words and have at least 1,024 elements. */
export function tileOf(columns: number): number {
  let whole = columns;
  while (whole % 32 !== 0) whole += columns;
  const unit = whole <= 16_384 ? whole : columns;
  return unit * Math.ceil(1024 / unit);
}

/** The sums over `values`, the gradient by x before it is rounded to 16 bits, in an array of the bias's dtype. */
export function biasGradient(values: Float64Array, columns: number, dtype: DtypeName): StoredArray {
  const { round, write, make } = ARITHMETIC[dtype];
  const tile = tileOf(columns);
  const block = tile * Math.max(256, Math.ceil(65_536 / tile));
  const totals = new Float64Array(columns);
  for (let from = 0; from < values.length; from += block) {
    const sums = new Float64Array(tile);
    values.subarray(from, from + block).forEach((value, e) => {
      sums[e % tile] = round(sums[e % tile] + value);
    });
    sums.forEach((sum, e) => {
      totals[e % columns] += sum;
    });
  }
  const gradient = make(columns);
  totals.forEach((sum, i) => {
    gradient[i] = write(round(sum));
  });
  return gradient;
}
