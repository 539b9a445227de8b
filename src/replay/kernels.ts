/** The loops that most time goes into: what WebAssembly's vectors and plain JavaScript do alike. */

import type { Pcg64State } from './pcg64-step.js';
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
  /** A piece of float32. */
  readonly numbers: Float32Array;
  /** Makes n normal numbers, a multiple of 16, of as many words: blocks of PyTorch's Box and Muller (torch-normals.ts). */
  boxMuller(n: number, mean: number, std: number): void;
  /** Packs whether each of n words, shifted left, is below a limit in [0, 2^32). `flip` inverts the bits. */
  pack(n: number, shift: number, limit: number, flip: boolean): void;
  /** Packs whether each of n pairs of words, the higher first, is below 2^32 high + low in its low 53 bits. */
  packWide(n: number, high: number, low: number): void;
  /** Moves PCG64 on, and writes n numbers of 64 bits, as two words each, the low one first. */
  pcg64(generator: Pcg64State, n: number): void;
  /** Moves PCG64 on, and writes n float64 in [0, 1), of the highest 53 bits of a number each. */
  pcg64Doubles(generator: Pcg64State, n: number): void;
  /** n pairs of words as float64 in their place. */
  readonly doubles: Float64Array;
  /**
   * Makes such float64 of n pairs of words, low words first; or, as Python and numpy do with mt19937, of 27 bits of the first
   * word and 26 of the second.
   */
  toDoubles(n: number, isHighFirst: boolean): void;
  /** Packs whether each of n float64 is below a limit. `flip` inverts the bits. */
  packDoubles(n: number, limit: number, flip: boolean): void;
  /**
   * Packs whether each of the n states of the minimal standard generator after this one is at least `least`, below 2^31.
   * Returns the last one.
   * @param n A multiple of 32.
   */
  minstd(state: number, least: number, n: number): number;
}
