/**
 * Which elements of a mask are kept: drawn by a key and compared with a threshold, or given as packed words. Words are
 * signed, as JavaScript's bit operations give them.
 */

/** Who draws, in the words of docs/mask.md. */
export interface Key {
  seedLow: number;
  seedHigh: number;
  drawLow: number;
  drawHigh: number;
}

/** How much of what is drawn is dropped. */
export interface Threshold {
  /** The probability that the next two follow from. */
  p: number;
  /** T, 0 … 256. */
  digits: number;
  /** L. */
  tail: number;
}

/** `struct Mask` of native/mask.h. */
export interface DrawnBits {
  readonly words: undefined;
  readonly key: Key;
  readonly threshold: Threshold;
}

export interface GivenBits {
  /** Bit b of word w is 1 where element 32 w + b is kept. */
  readonly words: Uint32Array;
}

export type Bits = DrawnBits | GivenBits;

/** The words of an integer in [0, 2^53). */
export function low(n: number): number {
  return (n % 2 ** 32) | 0;
}

export function high(n: number): number {
  return Math.floor(n / 2 ** 32) | 0;
}

/** Memory to take a seed apart in, which costs less than arithmetic on bigints. */
const seedWhole = new BigUint64Array(1);
const seedHalves = new Int32Array(seedWhole.buffer);

export function noBits(): DrawnBits {
  const key = { seedLow: 0, seedHigh: 0, drawLow: 0, drawHigh: 0 };
  return { words: undefined, key, threshold: { p: 0, digits: 0, tail: 0 } };
}

const drawn = noBits();

/** Writes who draws. */
function setKey(key: Key, seed: bigint, draw: number): void {
  seedWhole[0] = seed;
  key.seedLow = seedHalves[0];
  key.seedHigh = seedHalves[1];
  key.drawLow = low(draw);
  key.drawHigh = high(draw);
}

/** A key of its own. */
export function keyOf(seed: bigint, draw: number): Key {
  const { key } = noBits();
  setKey(key, seed, draw);
  return key;
}

/**
 * The bits of a call that is about to run: by itself always the same object, so that a call allocates nothing. Arguments
 * have been checked, and nothing of the user's runs until the call has ended.
 */
export function drawnBits(seed: bigint, draw: number, p: number, bits = drawn): DrawnBits {
  const { key, threshold } = bits;
  setKey(key, seed, draw);
  if (p !== threshold.p) {
    const digits = Math.round(p * 2 ** 40);
    threshold.p = p;
    threshold.digits = high(digits);
    threshold.tail = low(digits);
  }
  return bits;
}
