/** The loops that most time goes into: what WebAssembly's vectors and plain JavaScript do alike. */

import type { Pair } from './threefry.js';

/** The words that are drawn and packed at a time. */
export const PIECE = 16384;

/** Functions that work on a piece. Each call writes there before it reads. */
export interface Kernels {
  /** A piece of words. */
  readonly words: Uint32Array;
  /** The bits of a piece. */
  readonly bits: Uint32Array;
  /** The 624 words of the state of mt19937. */
  readonly state: Uint32Array;
  /** Writes n words of JAX: the counters (0, first) … (0, first + n - 1), encrypted, both halves combined by xor. */
  threefry(key: Pair, first: number, n: number): void;
  /**
   * Draws blocks of mt19937 and writes n words: those of the state from `used` on, then those of the blocks. The last block
   * becomes the state. All blocks but the last are used up.
   */
  twist(used: number, blocks: number, n: number): void;
  /** Packs whether each of n words, shifted left, is below a limit in [0, 2^32). `flip` inverts the bits. */
  pack(n: number, shift: number, limit: number, flip: boolean): void;
  /** Packs whether each of n pairs of words, the higher first, is below 2^32 high + low in its low 53 bits. */
  packWide(n: number, high: number, low: number): void;
}
