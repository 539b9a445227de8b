/** Derives the seed of a generator's child from its seed and the child's number or name (docs/mask.md). */

import { high, low } from '../core/bits.js';
import { type Block, philox4x32 } from '../core/philox.js';
import { utf8 } from './utf8.js';

const NUMBER_STREAM = 9;
const NAME_STREAM = 20;

/** The bytes of a name that one block takes. */
const PIECE = 8;

/** Words 0 and 1 of the block of a counter; the seed is the key. */
function derive(seed: bigint, counter: Block): bigint {
  const [word0, word1] = philox4x32(counter, Number(seed & 0xffff_ffffn), Number(seed >> 32n));
  return (BigInt(word1) << 32n) | BigInt(word0);
}

export function childOfNumber(seed: bigint, k: number): bigint {
  return derive(seed, [low(k), high(k), 0, NUMBER_STREAM]);
}

/** Derives a seed for every eight bytes of the name in UTF-8, each from the one before; zeros fill the last eight. */
export function childOfName(seed: bigint, name: string): bigint {
  const bytes = utf8(name);
  const pieces = new DataView(new ArrayBuffer(Math.max(1, Math.ceil(bytes.length / PIECE)) * PIECE));
  new Uint8Array(pieces.buffer).set(bytes);
  let child = seed;
  for (let at = 0; at < pieces.byteLength; at += PIECE) {
    child = derive(child, [pieces.getInt32(at, true), pieces.getInt32(at + 4, true), bytes.length, NAME_STREAM]);
  }
  return child;
}
