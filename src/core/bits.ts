/**
 * Which elements of a mask are kept: drawn with a key and compared with a threshold, or given as packed words. Each call
 * makes its own bits, which never change. Words are signed, like the results of JavaScript's bit operations.
 */

import type { Factor } from './factor.js';
import { FLAT, type Layout } from './layout.js';

/** Seed and draw as 32-bit words (docs/mask.md). */
export interface Key {
  readonly seedLow: number;
  readonly seedHigh: number;
  readonly drawLow: number;
  readonly drawHigh: number;
}

/** `struct Mask` of native/kernels/mask.h. */
export interface DrawnBits extends Key {
  readonly words: undefined;
  /** T of docs/mask.md, 0 … 256. */
  readonly digits: number;
  /** L of docs/mask.md. */
  readonly tail: number;
  /** The mask element of array element 0. Element e has mask element index + e. */
  readonly index: number;
}

export interface GivenBits {
  /** Packed: bit 32 w + b is bit b of word w; 1 = kept. */
  readonly words: Uint32Array;
  /** Array element e has bit index + maskElement(layout, e). */
  readonly index: number;
  readonly layout: Layout;
  /** How the values are made; undefined: by the rule of the operation. */
  readonly factor: Factor | undefined;
}

export type Bits = DrawnBits | GivenBits;

/** The low word of an integer in [0, 2^53). */
export function low(n: number): number {
  return n | 0;
}

/** The high word. */
export function high(n: number): number {
  return Math.floor(n / 2 ** 32) | 0;
}

/** Splits a seed into words, faster than arithmetic on bigints. */
const seedWhole = new BigUint64Array(1);
const seedHalves = new Int32Array(seedWhole.buffer);

/** The bits of a draw from mask element `index` on. Each is 0 (dropped) with probability p. */
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

/** The seed and the draw of drawn bits. */
export function drawnFrom({ seedLow, seedHigh, drawLow, drawHigh }: Key): { seed: bigint; draw: number } {
  seedHalves[0] = seedLow;
  seedHalves[1] = seedHigh;
  return { seed: seedWhole[0], draw: (drawHigh >>> 0) * 2 ** 32 + (drawLow >>> 0) };
}

/** The key of random numbers. */
export function keyOf(seed: bigint, draw: number): Key {
  return drawnBits(seed, draw, 0);
}

export function givenBits(words: Uint32Array, index = 0, layout = FLAT, factor?: Factor): GivenBits {
  return { words, index, layout, factor };
}

/** For calls that draw nothing. */
export const ALL_KEPT: DrawnBits = drawnBits(0n, 0, 0);
export const ALL_DROPPED: DrawnBits = drawnBits(0n, 0, 1);
