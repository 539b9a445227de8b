/** Masks in the words that engines work on. Words are signed, as JavaScript's bit operations give them. */

import type { MaskWords } from './engine.js';

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

export function noMask(): MaskWords {
  return { seedLow: 0, seedHigh: 0, drawLow: 0, drawHigh: 0, p: 0, threshold: 0, tail: 0, scale: 1 };
}

/** Fills in a mask's words and returns them. Arguments have been checked. */
export function setMask(words: MaskWords, seed: bigint, draw: number, p: number): MaskWords {
  seedWhole[0] = seed;
  words.seedLow = seedHalves[0];
  words.seedHigh = seedHalves[1];
  words.drawLow = low(draw);
  words.drawHigh = high(draw);
  if (words.p !== p) {
    const digits = Math.round(p * 2 ** 40);
    words.p = p;
    words.threshold = high(digits);
    words.tail = low(digits);
    words.scale = 1 / (1 - p);
  }
  return words;
}
