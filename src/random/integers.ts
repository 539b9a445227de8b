/** Integers in [0, n), each equally likely, of random words. */

import type { Key } from '../core/bits.js';
import { multiplyHigh } from '../core/philox.js';
import type { Engine } from '../engine/engine.js';

/** Words that are drawn at a time. */
const PIECE = 4096;

/** The words of a stream one after the other, in [0, 2^32); about `n` will be wanted. */
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
 * The high word of word · n for the first word whose low one is not among the 2^32 mod n least: Lemire, "Fast random integer
 * generation in an interval", ACM TOMACS 29, 2019.
 * @param n An integer in [1, 2^32).
 */
export function below(n: number, next: () => number): number {
  let word = next();
  let lowWord = Math.imul(word, n) >>> 0;
  if (lowWord < n) {
    const least = 2 ** 32 % n; // a division, which most words are spared
    while (lowWord < least) {
      word = next();
      lowWord = Math.imul(word, n) >>> 0;
    }
  }
  return multiplyHigh(word, n) >>> 0;
}
