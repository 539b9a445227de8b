/**
 * Arrays that repeat along x: a bias, and the sums that are its gradient. Of a row of `n` elements they hold as many copies
 * as make vectors fall on the same places in each, and enough of them that one is worth a call.
 */

import type { ComputeArray, Dtype } from './dtype.js';

/** Elements of a word, which vectors of every instruction set fill whole. */
const WHOLE = 32;

/** At least so many elements, so that the ends of tiles cost little beside what is between them. */
const SMALLEST = 1024;

/** Longer tiles would leave the nearest cache. */
const LONGEST = 16_384;

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/** Elements of a tile of rows of n along x, which has `length` elements; a short x is one tile. */
function tileLength(n: number, length: number): number {
  const whole = n * (WHOLE / greatestCommonDivisor(n, WHOLE));
  const unit = whole <= LONGEST ? whole : n;
  return Math.min(unit * Math.ceil(SMALLEST / unit), Math.max(n, length));
}

/**
 * What repeats along x: element e has array[e % tile]. Behind a tile that is shorter than x its first places follow again, so
 * that the biases of a word lie side by side.
 */
export interface Biases {
  readonly array: ComputeArray;
  readonly tile: number;
}

/** Elements of an array that repeats along an x of that length. */
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
 * What an operation adds up: x is cut into blocks of `block` elements, a whole number of tiles; element e of block k is
 * added to sums[k · tile + e % tile], one after the other, in the type that the dtype computes in (docs/forms.md).
 */
export interface Sums {
  readonly array: ComputeArray;
  readonly tile: number;
  readonly block: number;
}

/** Elements, at least, of a block. */
const BLOCK = 65_536;

/** A block has so many tiles that adding up the blocks' sums costs little beside the blocks. */
const TILES = 256;

/** Zeros for the sums over x of that length of rows of n. */
export function sumsOf(dtype: Dtype, length: number, n: number): Sums {
  const tile = tileLength(n, length);
  const block = tile * Math.max(TILES, Math.ceil(BLOCK / tile));
  return { array: new dtype.Compute(tile * Math.ceil(length / block)), tile, block };
}

/** Adds up the sums of blocks and copies in order, in float64, to n of them. */
export function total({ array }: Sums, n: number): Float64Array {
  const totals = new Float64Array(n);
  for (let at = 0; at < array.length; at += n) {
    for (let i = 0; i < n; ++i) totals[i] += array[at + i];
  }
  return totals;
}
