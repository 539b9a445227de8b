/** Uniform float64, and masks, of 53 random bits each: of Python's random, of numpy, and of what draws from it. */

import { FLOAT64, type Fresh, type FreshWords } from '../core/dtype.js';
import { trim } from '../core/packed.js';
import { type Kernels, PIECE } from './kernels.js';
import { kernels } from './kernels-in-use.js';
import type { Mt19937 } from './mt19937.js';
import { newArray } from './new-array.js';

/** The numbers of a piece. */
const HALF = PIECE / 2;

/** Draws n ≤ HALF numbers in [0, 1) into the doubles of the kernels. */
export type DrawDoubles = (kernels: Kernels, n: number) => void;

/** n numbers low + (high - low)·u. */
export function uniformDoubles(draw: DrawDoubles, n: number, low: number, high: number): Fresh<Float64Array> {
  return fillDoubles(draw, newArray(FLOAT64, n) as Fresh<Float64Array>, low, high);
}

/** Fills an array with numbers low + (high - low)·u. */
export function fillDoubles<T extends Float64Array>(draw: DrawDoubles, numbers: T, low = 0, high = 1): T {
  const n = numbers.length;
  const span = high - low;
  const isScaled = low !== 0 || span !== 1;
  const used = kernels();
  for (let done = 0; done < n; done += HALF) {
    const piece = used.doubles.subarray(0, n - done);
    draw(used, piece.length);
    if (isScaled) for (let i = 0; i < piece.length; ++i) piece[i] = low + span * piece[i];
    numbers.set(piece, done);
  }
  return numbers;
}

/** n packed bits: 1 where u is below the limit, or, if `isBelow` is false, where it is not. */
export function packDoubles(draw: DrawDoubles, n: number, limit: number, isBelow: boolean): FreshWords {
  const bits = new Uint32Array(Math.ceil(n / 32));
  const used = kernels();
  for (let done = 0; done < n; done += HALF) {
    const length = Math.min(HALF, n - done);
    draw(used, length);
    used.packDoubles(length, limit, !isBelow);
    bits.set(used.bits.subarray(0, Math.ceil(length / 32)), done / 32);
  }
  trim(bits, 0, n);
  return bits;
}

/** A number in [0, 1) of two words of mt19937. */
export function nextDouble(engine: Mt19937): number {
  const high = engine.next() >>> 5;
  return (high * 2 ** 26 + (engine.next() >>> 6)) * 2 ** -53;
}

/** Draws {@link nextDouble}. */
export function drawingDoubles(engine: Mt19937): DrawDoubles {
  return (_, n) => engine.draw(2 * n, (used) => used.toDoubles(n, true));
}
