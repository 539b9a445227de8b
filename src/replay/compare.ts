/** Packs comparisons of random words with a limit into bits. */

import type { FreshWords } from '../core/dtype.js';
import { trim } from '../core/packed.js';
import { type Kernels, PIECE } from './kernels.js';
import { kernels } from './kernels-in-use.js';

/** Packs n bits: bit i is 1 if `is(i)`. */
export function packed(n: number, is: (i: number) => boolean): FreshWords {
  const bits = new Uint32Array(Math.ceil(n / 32));
  for (let i = 0; i < n; ++i) bits[i >>> 5] |= Number(is(i)) << (i & 31);
  return bits;
}

/** Which words give 1: those whose lowest 32 - shift bits, moved to the top, are below a limit in [0, 2^32]. */
export interface Comparison {
  readonly shift: number;
  readonly limit: number;
  /** Whether those that are not below it give 1 instead. */
  readonly flip: boolean;
}

/**
 * Packs comparisons of n words, piece by piece.
 * @param draw Writes n words from number `first` on to the piece of the kernels.
 */
export function packDrawn(
  n: number,
  { shift, limit, flip }: Comparison,
  draw: (kernels: Kernels, first: number, n: number) => void,
): FreshWords {
  const bits = new Uint32Array(Math.ceil(n / 32));
  const used = kernels();
  const drawn = limit === 2 ** 32 ? 0 : n;
  if (drawn === 0 && !flip) bits.fill(-1);
  for (let done = 0; done < drawn; done += PIECE) {
    const length = Math.min(PIECE, n - done);
    draw(used, done, length);
    used.pack(length, shift, limit, flip);
    bits.set(used.bits.subarray(0, Math.ceil(length / 32)), done / 32);
  }
  trim(bits, 0, n);
  return bits;
}

/** Packs comparisons of the words of an array. */
export function packBelow(words: Uint32Array, shift: number, limit: number, flip: boolean): FreshWords {
  return packDrawn(words.length, { shift, limit, flip }, (used, first, n) => {
    used.words.set(words.subarray(first, first + n));
  });
}
