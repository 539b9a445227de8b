/**
 * Arrays that repeat along x: a bias, and the sums that are its gradient. They hold a tile: copies of a row of n elements,
 * enough for whole vectors and long enough for loops over it to pay.
 */

import type { ComputeArray, Dtype } from './dtype.js';

/** The elements of a mask word. They fill whole vectors in every instruction set. */
const WHOLE = 32;

/** The fewest elements of a tile, because the end of each tile costs extra. */
const SMALLEST = 1024;

/** The most elements of a tile, so that it stays in the nearest cache. */
const LONGEST = 16_384;

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/** The elements of a tile of rows of n, for an x of `length` elements; a short x is one tile. */
function tileLength(n: number, length: number): number {
  const whole = n * (WHOLE / greatestCommonDivisor(n, WHOLE));
  const unit = whole <= LONGEST ? whole : n;
  return Math.min(unit * Math.ceil(SMALLEST / unit), Math.max(n, length));
}

/**
 * A bias: element e of x has array[e % tile]. If the tile is shorter than x, its first 32 elements follow again after its
 * end. So the biases of each mask word are contiguous.
 */
export interface Biases {
  readonly array: ComputeArray;
  readonly tile: number;
}

/** The length of the array of {@link Biases} for an x of `length` elements. */
function placesOf(tile: number, length: number): number {
  return tile < length ? tile + WHOLE : tile;
}

/** Without a bias -0 is added, which changes no x. */
export function noBias(dtype: Dtype, length: number): Biases {
  const tile = tileLength(1, length);
  return { array: new dtype.Compute(placesOf(tile, length)).fill(-0), tile };
}

/** The bias, row after row, for an x of `length` elements. */
export function biasesOf(dtype: Dtype, bias: ComputeArray, length: number): Biases {
  const tile = tileLength(bias.length, length);
  const array = new dtype.Compute(placesOf(tile, length));
  array.set(bias);
  for (let filled = bias.length; filled < array.length; filled *= 2) array.copyWithin(filled, 0, filled);
  return { array, tile };
}

/**
 * The sums of an operation's results: x is cut into blocks of `block` elements, a whole number of tiles. Element e of
 * block k is added to array[k · tile + e % tile], in order, in the compute type (docs/forms.md).
 */
export interface Sums {
  readonly array: ComputeArray;
  readonly tile: number;
  readonly block: number;
}

/** The fewest elements of a block. */
const BLOCK = 65_536;

/** The fewest tiles of a block, so that adding the sums of all blocks costs little. */
const TILES = 256;

/** Zeros for the sums over an x of `length` elements, in rows of n. */
export function sumsOf(dtype: Dtype, length: number, n: number): Sums {
  const tile = tileLength(n, length);
  const block = tile * Math.max(TILES, Math.ceil(BLOCK / tile));
  return { array: new dtype.Compute(tile * Math.ceil(length / block)), tile, block };
}

/** Adds the sums of all blocks and of all copies of the row, in order, in float64. */
export function total({ array }: Sums, n: number): Float64Array {
  const totals = new Float64Array(n);
  for (let at = 0; at < array.length; at += n) {
    for (let i = 0; i < n; ++i) totals[i] += array[at + i];
  }
  return totals;
}
