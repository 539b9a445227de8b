/** Words of Philox4x32-10 from any counter, as TensorFlow, JAX and PyTorch count. */

import { type Block, philox4x32 } from '../core/philox.js';
import { pick } from '../engine/load/choice.js';
import type { Pair } from './threefry.js';

/** The blocks after which the lower half of a counter begins anew. */
const HALF = 2n ** 64n;

/** A counter plus a number of blocks. */
export function plusBlocks(counter: Readonly<Block>, blocks: bigint): Block {
  const words = new Uint32Array(4);
  const whole = new BigUint64Array(words.buffer);
  words.set(counter);
  const sum = whole[0] + blocks;
  whole[0] = sum;
  whole[1] += sum / HALF;
  return [words[0], words[1], words[2], words[3]];
}

/** Writes the words of the blocks from `counter` on: word i is word i % 4 of block counter + ⌊i / 4⌋. */
export function philoxWords(key: Pair, counter: Readonly<Block>, words: Uint32Array): void {
  const lower = BigInt(counter[1]) * 2n ** 32n + BigInt(counter[0]);
  const left = (HALF - lower) * 4n; // words until the lower half overflows
  const n = left < words.length ? Number(left) : words.length;
  // An engine's block n has the counter (n, (n >> 32) + 2^16 · (draw >> 32), draw, stream) of docs/mask.md.
  const block = (counter[1] % 2 ** 16) * 2 ** 32 + counter[0];
  const draw = { drawLow: counter[2] | 0, drawHigh: counter[1] >>> 16 };
  const engineKey = { seedLow: key[0] | 0, seedHigh: key[1] | 0, ...draw };
  pick(n, undefined).words(engineKey, counter[3] | 0, 4 * block, words.subarray(0, n));
  if (n < words.length) philoxWords(key, plusBlocks(counter, HALF - lower), words.subarray(n));
}

/** Block 0 of a counter. */
export function philoxOf(key: Pair, counter: Block): Block {
  return philox4x32(counter, key[0], key[1]);
}
