/** Packs comparisons of random words with a limit into bits. */

import type { FreshWords } from '../core/dtype.js';

/** Packs n bits: bit i is 1 if `is(i)`. */
export function packed(n: number, is: (i: number) => boolean): FreshWords {
  const bits = new Uint32Array(Math.ceil(n / 32));
  for (let i = 0; i < n; ++i) bits[i >>> 5] |= Number(is(i)) << (i & 31);
  return bits;
}

/**
 * Packs whether each word's lowest 32 - shift bits, moved to the top, are below a limit in [0, 2^32]. `flip` gives those
 * that are not.
 */
export function packBelow(words: Uint32Array, shift: number, limit: number, flip = false): FreshWords {
  const n = words.length;
  const bits = new Uint32Array(Math.ceil(n / 32));
  for (let w = 0; w < bits.length; ++w) {
    const end = Math.min(n, 32 * w + 32);
    let word = 0;
    for (let i = 32 * w; i < end; ++i) word |= Number((words[i] << shift) >>> 0 < limit !== flip) << (i & 31);
    bits[w] = word;
  }
  return bits;
}
