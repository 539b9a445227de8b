/** A random order of n numbers, by the words of stream 19 (docs/mask.md). */

import { type Key, keyOf } from './bits.js';
import { checkInteger } from './check.js';
import type { FreshWords } from './dtype.js';
import { pick } from './engine/choice.js';
import type { Engine } from './engine/engine.js';
import { multiplyHigh } from './philox.js';
import type { Drawer } from './random.js';

const STREAM = 19;

/** Words that are drawn at a time. */
const PIECE = 4096;

/** The words of the stream, one after the other, in [-2^31, 2^31). */
function wordsOf(engine: Engine, key: Key, most: number): () => number {
  const words = new Uint32Array(Math.min(most, PIECE));
  let first = 0;
  let at = words.length;
  return () => {
    if (at === words.length) {
      engine.words(key, STREAM, first, words);
      first += words.length;
      at = 0;
    }
    return words[at++] | 0;
  };
}

/**
 * The numbers 0 … n - 1 in an order of which each is equally likely: Durstenfeld's shuffle (Algorithm 235, CACM 7, 1964)
 * with Lemire's integers, which have no bias ("Fast Random Integer Generation in an Interval", ACM TOMACS 29, 2019).
 */
export function permutation({ seed, draw }: Drawer, length: unknown): FreshWords {
  const n = checkInteger('n', length, 0, 2 ** 32 - 1);
  const order = new Uint32Array(n);
  for (let i = 0; i < n; ++i) order[i] = i;
  const next = wordsOf(pick(n, undefined), keyOf(seed, draw), n);
  for (let i = n - 1; i > 0; --i) {
    const j = below(i + 1, next);
    const last = order[i];
    order[i] = order[j];
    order[j] = last;
  }
  return order;
}

/** An integer in [0, n): the high word of word · n, unless the low one is among the 2^32 mod n least. */
function below(n: number, next: () => number): number {
  let word = next();
  let lowWord = Math.imul(word, n) >>> 0;
  if (lowWord < n) {
    const least = 2 ** 32 % n;
    while (lowWord < least) {
      word = next();
      lowWord = Math.imul(word, n) >>> 0;
    }
  }
  return multiplyHigh(word, n) >>> 0;
}
