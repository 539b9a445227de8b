/** Which mask element each array element has, if several share one. */

import { copyBits, setBits } from './packed.js';

/** Array element e has mask element floor(e / (shared · inner)) · inner + e % inner. */
export interface Layout {
  /** How often a run of `inner` mask elements repeats before the next run. */
  readonly shared: number;
  readonly inner: number;
}

/** Every array element has its own mask element. */
export const FLAT: Layout = { shared: 1, inner: 1 };

/** The mask element of array element e. */
export function maskElement({ shared, inner }: Layout, e: number): number {
  return Math.floor(e / (shared * inner)) * inner + (e % inner);
}

/**
 * Writes the bits of the n array elements from `e` on to the front of `to`, which must hold zeros. The bits of the mask
 * begin at bit `first` of `words`.
 */
export function expandBits(
  { shared, inner }: Layout,
  words: Uint32Array,
  first: number,
  e: number,
  n: number,
  to: Uint32Array,
): void {
  for (let done = 0; done < n; ) {
    const bit = first + maskElement({ shared, inner }, e + done);
    if (inner === 1) {
      const count = Math.min(shared - ((e + done) % shared), n - done);
      if (((words[Math.floor(bit / 32)] >>> (bit % 32)) & 1) === 1) setBits(to, done, count);
      done += count;
    } else {
      const count = Math.min(inner - ((e + done) % inner), n - done);
      copyBits(words, bit, to, done, count);
      done += count;
    }
  }
}
