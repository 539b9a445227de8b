/** The operations of src/core/operation.ts in plain JavaScript. */

import type { ComputeArray } from '../../core/dtype.js';
import type { OperationName } from '../../core/operation.js';
import type { Constants } from '../../core/values.js';

/** The arrays and constants of an operation, in the compute type. */
export interface Operands extends Constants {
  readonly round: (value: number) => number;
  x: ComputeArray;
  y: ComputeArray;
  other: ComputeArray;
  readonly bias: ComputeArray;
  readonly sums: ComputeArray;
}

/**
 * Applies an operation to the n elements from `first` on, n ≤ 32. Bit i of `word` is 1 if element first + i is kept.
 * Element `first` is at the given place in the tile; the others follow, and the tile repeats.
 */
export type Apply = (word: number, operands: Operands, first: number, n: number, place: Place) => void;

/** The place of element `first` in the tile. */
export interface Place {
  /** Its index in the tile. */
  at: number;
  /** The elements of the tile. */
  tile: number;
  /** The index of the first sum of its block. */
  base: number;
}

/** Sets the elements whose bits are 0 to `value`. A branch per element would be mispredicted half of the time. */
function drop(word: number, y: ComputeArray, first: number, n: number, value: number): void {
  const dropped = ~word & (n < 32 ? (1 << n) - 1 : -1);
  for (let left = dropped; left !== 0; left &= left - 1) y[first + 31 - Math.clz32(left & -left)] = value;
}

const select: Apply = (word, { x, y, scale }, first, n) => {
  for (let i = first; i < first + n; ++i) y[i] = x[i] * scale;
  drop(word, y, first, n, 0);
};

/** Adds the results to the sums of their places. */
export function addUp({ y, sums }: Operands, first: number, n: number, { at, tile, base }: Place): void {
  for (let i = 0; i < n; ++i) sums[base + ((at + i) % tile)] += y[first + i];
}

/** If an operation sums its results, addUp() follows. */
export const APPLY: Readonly<Record<OperationName, Apply>> = {
  select,
  affine(word, { x, y, scale, shift, dropped, round }, first, n) {
    for (let i = first; i < first + n; ++i) y[i] = round(x[i] * scale) + shift;
    drop(word, y, first, n, dropped);
  },
  bias(word, { x, y, bias, scale, round }, first, n, { at, tile }) {
    for (let i = 0; i < n; ++i) y[first + i] = round(x[first + i] + bias[(at + i) % tile]) * scale;
    drop(word, y, first, n, 0);
  },
  add(word, { x, y, other, bias, scale, round }, first, n, { at, tile }) {
    for (let i = 0; i < n; ++i) {
      const kept = ((word >>> i) & 1) === 1;
      const value = kept ? round(round(x[first + i] + bias[(at + i) % tile]) * scale) : 0;
      y[first + i] = other[first + i] + value;
    }
  },
  relu(word, { x, y, bias, scale, round }, first, n, { at, tile }) {
    for (let i = 0; i < n; ++i) {
      const value = round(x[first + i] + bias[(at + i) % tile]);
      y[first + i] = value <= 0 ? 0 : value * scale;
    }
    drop(word, y, first, n, 0);
  },
  choose(word, { x, y, other }, first, n) {
    for (let i = 0; i < n; ++i) y[first + i] = ((word >>> i) & 1) === 1 ? x[first + i] : other[first + i];
  },
  reject(word, operands, first, n, place) {
    select(~word, operands, first, n, place);
  },
  mix(_word, { x, y, other, scale, shift, round }, first, n) {
    for (let i = first; i < first + n; ++i) y[i] = round(x[i] * scale) + round(other[i] * shift);
  },
  selectSum: select,
  multiply(_word, { x, y, bias }, first, n, { at, tile }) {
    for (let i = 0; i < n; ++i) y[first + i] = x[first + i] * bias[(at + i) % tile];
  },
  divide(word, { x, y, scale }, first, n) {
    for (let i = first; i < first + n; ++i) y[i] = x[i] / scale;
    drop(word, y, first, n, 0);
  },
  reluGradient(_word, { x, y, other, scale }, first, n) {
    for (let i = first; i < first + n; ++i) y[i] = other[i] <= 0 ? 0 : x[i] * scale;
  },
};
