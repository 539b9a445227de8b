import { type ApplyOptions, applyMask, checkOffset } from './apply.js';
import { checkInteger, checkOptions, checkProbability, checkSeed, MAX_INDEX } from './check.js';
import type { FloatArray, Like } from './dtype.js';
import { pick } from './engine/index.js';
import { noMask, setMask } from './engine/words.js';

export interface MaskParameters {
  /** A bigint in [0, 2^64) or a non-negative safe integer. */
  seed: bigint | number;
  /** Which mask of that seed: an integer in [0, 2^48). */
  draw: number;
  /** Probability of dropping an element, in [0, 1]. */
  p: number;
}

/**
 * A dropout mask: a pure function of (seed, draw, p, index) that nothing else decides (docs/mask.md). Applying it is the
 * only operation; forward and backward apply the same mask, and any slice of an array gets its slice of the mask. A mask
 * may be applied as often as you like. To store one, store its seed (as text), draw and p.
 *
 * @example
 * import { Mask } from 'native-dropout';
 * const mask = new Mask({ seed: 42, draw: 0, p: 0.1 });
 * const y = mask.apply(Float32Array.of(5, 7, 9)); // [5.5556, 7.7778, 10]: all three are kept
 * const dx = mask.apply(Float32Array.of(1, 1, 1)); // backward: the same mask
 */
export class Mask {
  readonly seed: bigint;
  readonly draw: number;
  readonly p: number;
  readonly #words = noMask();

  /** @throws {TypeError | RangeError} if seed, draw or p is not what {@link MaskParameters} says. */
  constructor(parameters: MaskParameters) {
    const { seed, draw, p } = checkOptions('parameters', parameters);
    this.seed = checkSeed('seed', seed);
    this.draw = checkInteger('draw', draw, 0, MAX_INDEX - 1);
    this.p = checkProbability('p', p);
    setMask(this.#words, this.seed, this.draw, this.p);
  }

  /**
   * y[i] = 0 where element offset + i is dropped, else x[i] / (1 - p), rounded as docs/mask.md says. A dropped NaN or
   * infinity is 0 as well.
   * @param x Float32Array or Float64Array of any length and alignment, on an ArrayBuffer or a SharedArrayBuffer.
   * @returns `out`, or x when in place, or else a new array.
   * @throws {TypeError | RangeError} if x or an option is not what it should be; nothing is written then.
   * @throws {Error} if the engine asked for cannot run here.
   */
  apply<T extends FloatArray>(x: T, options: ApplyOptions<Like<T>> = {}): Like<T> {
    const { out, inplace, offset, engine } = checkOptions('options', options);
    return applyMask(this.#words, x, out, inplace, offset, engine);
  }

  /**
   * The mask as packed bits: bit i % 32 of word i / 32 is 1 where element offset + i is kept. Bits past n are 0.
   * @param n How many elements, in [0, 2^32).
   * @param options `offset` in [0, 2^48 - n], and `engine`, as in {@link apply}.
   * @throws {TypeError | RangeError} if n or an option is not what it should be.
   */
  toBits(n: number, options: Pick<ApplyOptions, 'offset' | 'engine'> = {}): Uint32Array {
    const { offset = 0, engine } = checkOptions('options', options);
    checkInteger('n', n, 0, 2 ** 32 - 1);
    const first = checkOffset(offset, n);
    const shift = first % 32;
    const bits = new Uint32Array(Math.ceil((shift + n) / 32));
    pick(n, engine).bits(this.#words, Math.floor(first / 32), bits);
    return trim(bits, shift, n);
  }

  /** The mask as one byte an element: 1 where element offset + i is kept, else 0. Arguments and errors of {@link toBits}. */
  toUint8Array(n: number, options: Pick<ApplyOptions, 'offset' | 'engine'> = {}): Uint8Array {
    const bits = this.toBits(n, options);
    const bytes = new Uint8Array(n);
    for (let i = 0; i < n; ++i) bytes[i] = (bits[i >>> 5] >>> (i & 31)) & 1;
    return bytes;
  }
}

/** The n bits from bit `shift` on, moved to the front. */
function trim(bits: Uint32Array, shift: number, n: number): Uint32Array {
  const words = Math.ceil(n / 32);
  if (shift > 0) {
    for (let w = 0; w < words; ++w) {
      bits[w] = (bits[w] >>> shift) | ((bits[w + 1] ?? 0) << (32 - shift));
    }
  }
  if (n % 32 > 0) bits[words - 1] = bits[words - 1] & (2 ** (n % 32) - 1);
  return words === bits.length ? bits : bits.slice(0, words);
}
