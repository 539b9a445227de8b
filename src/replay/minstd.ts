/**
 * The "minimal standard" generator of Park and Miller (CACM 31, 1988), C++'s std::minstd_rand0, from which onnxruntime
 * draws on Linux: s ← 16807·s mod 2^31 - 1.
 */

import type { FreshWords } from '../core/dtype.js';
import { trim } from '../core/packed.js';
import { PIECE } from './kernels.js';
import { kernels } from './kernels-in-use.js';

/** Packs whether each of the n states after `start` is at least `least`, below 2^31. */
export function minstdAtLeast(start: number, least: number, n: number): FreshWords {
  const bits = new Uint32Array(Math.ceil(n / 32));
  const used = kernels();
  let state = start;
  for (let done = 0; done < n; done += PIECE) {
    const words = Math.min(PIECE / 32, bits.length - done / 32);
    state = used.minstd(state, least, 32 * words);
    bits.set(used.bits.subarray(0, words), done / 32);
  }
  trim(bits, 0, n);
  return bits;
}
