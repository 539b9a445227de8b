/**
 * Which elements of a mask are kept: drawn by a key and compared with a threshold, or given as packed words. A call has
 * bits of its own, which say where they begin and never change. Words are signed, as JavaScript's bit operations give them.
 */

import { FLAT, type Layout } from './layout.js';

/** Seed and draw, in the words of docs/mask.md. */
export interface Key {
  readonly seedLow: number;
  readonly seedHigh: number;
  readonly drawLow: number;
  readonly drawHigh: number;
}

/** `struct Mask` of native/kernels/mask.h. */
export interface DrawnBits extends Key {
  readonly words: undefined;
  /** T, 0 … 256. */
  readonly digits: number;
  /** L. */
  readonly tail: number;
  /** The mask element of array element 0; the others follow one by one. */
  readonly index: number;
}

export interface GivenBits {
  /** Bit b of word w is 1 if bit 32 w + b keeps. */
  readonly words: Uint32Array;
  /** The first bit: array element e has bit index + maskElement(layout, e). */
  readonly index: number;
  readonly layout: Layout;
}

export type Bits = DrawnBits | GivenBits;

/** The words of an integer in [0, 2^53). */
export function low(n: number): number {
  return n | 0;
}

export function high(n: number): number {
  return Math.floor(n / 2 ** 32) | 0;
}

/** Memory to take a seed apart in, which costs less than arithmetic on bigints. */
const seedWhole = new BigUint64Array(1);
const seedHalves = new Int32Array(seedWhole.buffer);

/** The bits of a draw, dropped with probability p, from mask element `index` on. */
export function drawnBits(seed: bigint, draw: number, p: number, index = 0): DrawnBits {
  seedWhole[0] = seed;
  const digits = Math.round(p * 2 ** 40);
  return {
    words: undefined,
    seedLow: seedHalves[0],
    seedHigh: seedHalves[1],
    drawLow: low(draw),
    drawHigh: high(draw),
    digits: high(digits),
    tail: low(digits),
    index,
  };
}

/** Who draws numbers, of which none is dropped. */
export function keyOf(seed: bigint, draw: number): Key {
  return drawnBits(seed, draw, 0);
}

export function givenBits(words: Uint32Array, index = 0, layout = FLAT): GivenBits {
  return { words, index, layout };
}

/** For operations that need no draw. */
export const ALL_KEPT: DrawnBits = drawnBits(0n, 0, 0);
export const ALL_DROPPED: DrawnBits = drawnBits(0n, 0, 1);
