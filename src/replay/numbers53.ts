/** Uniform doubles, and masks, of random integers of 53 bits: of Python's random, of numpy, and of what draws from it. */

import type { Fresh, FreshWords } from '../core/dtype.js';
import type { Mt19937 } from './mt19937.js';

/** Fills an array with random integers in [0, 2^53). */
export type Fill53 = (integers: Float64Array) => void;

/** The integers that are made at a time, which fit into the cache; a multiple of 32. */
const PIECE = 2048;

/** n numbers low + (high - low)·u, in float64. */
export function uniforms53(fill: Fill53, n: number, low: number, high: number): Fresh<Float64Array> {
  const numbers = new Float64Array(n);
  const span = high - low;
  for (let first = 0; first < n; first += PIECE) {
    const piece = numbers.subarray(first, first + PIECE);
    fill(piece);
    for (let i = 0; i < piece.length; ++i) piece[i] = low + span * (piece[i] * 2 ** -53);
  }
  return numbers;
}

/** n packed bits: 1 where u is below the limit, or, if `isBelow` is false, where it is not. */
export function bits53(fill: Fill53, n: number, limit: number, isBelow: boolean): FreshWords {
  const bits = new Uint32Array(Math.ceil(n / 32));
  const drawn = new Float64Array(Math.min(n, PIECE));
  const least = limit * 2 ** 53;
  for (let first = 0; first < n; first += PIECE) {
    const piece = drawn.subarray(0, n - first);
    fill(piece);
    for (let i = 0; i < piece.length; ++i) {
      bits[(first + i) >>> 5] |= Number(piece[i] < least === isBelow) << (i & 31);
    }
  }
  return bits;
}

/** An integer of two words of mt19937, the high one first. */
export function integer53(engine: Mt19937): number {
  const high = engine.next() >>> 5;
  return high * 2 ** 26 + (engine.next() >>> 6);
}

/** Fills arrays with {@link integer53}. */
export function filling53(engine: Mt19937): Fill53 {
  const words = new Uint32Array(2 * PIECE);
  return (integers) => {
    engine.fill(words.subarray(0, 2 * integers.length));
    for (let i = 0; i < integers.length; ++i) {
      integers[i] = (words[2 * i] >>> 5) * 2 ** 26 + (words[2 * i + 1] >>> 6);
    }
  };
}
