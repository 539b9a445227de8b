/** Makes integers in [0, n), all equally likely, from random words. */

import type { Key } from '../core/bits.js';
import { multiplyHigh } from '../core/philox.js';
import type { Engine } from '../engine/engine.js';

/** The words that are drawn at a time. */
const PIECE = 4096;

/** Returns a function that gives the words of a stream one by one. About n words will be needed. */
export function wordsOf(engine: Engine, key: Key, stream: number, n: number): () => number {
  const words = new Uint32Array(Math.max(1, Math.min(n, PIECE)));
  let first = 0;
  let at = words.length;
  return () => {
    if (at === words.length) {
      engine.words(key, stream, first, words);
      first += at;
      at = 0;
    }
    return words[at++];
  };
}

/**
 * Returns a random integer in [0, n): the high word of w · n, for the first word w for which the low word of w · n is at
 * least 2^32 mod n (Lemire, "Fast random integer generation in an interval", ACM TOMACS 29, 2019).
 * @param n An integer in [1, 2^32).
 */
export function below(n: number, next: () => number): number {
  let word = next();
  let lowWord = Math.imul(word, n) >>> 0;
  if (lowWord < n) {
    const least = 2 ** 32 % n; // a division that few words need
    while (lowWord < least) {
      word = next();
      lowWord = Math.imul(word, n) >>> 0;
    }
  }
  return multiplyHigh(word, n) >>> 0;
}
