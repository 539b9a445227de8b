import {
  checkBoolean,
  checkFloats,
  checkInteger,
  checkOffset,
  checkOut,
  checkProbability,
  checkSeed,
  MAX_INDEX,
  wrongType,
} from './check.js';
import type { FloatArray, Like } from './dtype.js';
import type { EngineName, MaskWords } from './engine/engine.js';
import { pick } from './engine/index.js';
import { high, low } from './engine/words.js';

export interface MaskParameters {
  /** A bigint in [0, 2^64) or a non-negative safe integer. */
  seed: bigint | number;
  /** Which mask of that seed: an integer in [0, 2^48). */
  draw: number;
  /** Probability of dropping an element, in [0, 1]. */
  p: number;
}

export interface ApplyOptions<T extends FloatArray = FloatArray> {
  /** Where to write: an array like x, over all of its memory or none of it. A new array when left out. */
  out?: T | undefined;
  /** Write to x itself. */
  inplace?: boolean | undefined;
  /** The index in the mask of x[0], in [0, 2^48 - x.length]: for x that is a slice of something larger. */
  offset?: number | undefined;
  /** Run on this engine, whatever the others would do: the result is the same. */
  engine?: EngineName | undefined;
}

/** Memory to take a seed apart in, which costs less than arithmetic on bigints. */
const seedWhole = new BigUint64Array(1);
const seedHalves = new Int32Array(seedWhole.buffer);

export function noMask(): MaskWords {
  return { seedLow: 0, seedHigh: 0, drawLow: 0, drawHigh: 0, p: 0, threshold: 0, tail: 0, scale: 1 };
}

/** Fills in a mask's words and returns them. Arguments have been checked. */
export function setMask(words: MaskWords, seed: bigint, draw: number, p: number): MaskWords {
  seedWhole[0] = seed;
  words.seedLow = seedHalves[0];
  words.seedHigh = seedHalves[1];
  words.drawLow = low(draw);
  words.drawHigh = high(draw);
  if (words.p !== p) {
    const digits = Math.round(p * 2 ** 40);
    words.p = p;
    words.threshold = high(digits);
    words.tail = low(digits);
    words.scale = 1 / (1 - p);
  }
  return words;
}

/** {@link Mask.apply} without the object, for calls that take a mask and forget it. */
export function applyMask<T extends FloatArray>(mask: MaskWords, x: T, options: ApplyOptions<Like<T>>): Like<T> {
  const { out, inplace = false, offset = 0, engine } = options;
  const dtype = checkFloats('x', x);
  const first = checkOffset(offset, x.length);
  const overwrite = checkBoolean('inplace', inplace);
  if (out !== undefined && overwrite) throw wrongType('out', 'none when inplace is true', out);
  const runner = pick(x.length, engine);
  const y = overwrite ? x : out === undefined ? runner.output(dtype, x.length) : checkOut(x, dtype, out);
  runner.apply(mask, dtype, x, y, first);
  return y as Like<T>;
}

/**
 * A dropout mask: a pure function of (seed, draw, p, index) that nothing else decides (docs/mask.md). Applying it is the
 * only operation; forward and backward apply the same mask, and any slice of an array gets its slice of the mask. A mask
 * may be applied as often as you like.
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
  constructor({ seed, draw, p }: MaskParameters) {
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
    return applyMask(this.#words, x, options);
  }

  /**
   * The mask as packed bits: bit i % 32 of word i / 32 is 1 where element offset + i is kept. Bits past n are 0.
   * @param n How many elements, in [0, 2^32).
   */
  toBits(n: number, { offset = 0, engine }: Pick<ApplyOptions, 'offset' | 'engine'> = {}): Uint32Array {
    checkInteger('n', n, 0, 2 ** 32 - 1);
    const first = checkOffset(offset, n);
    const shift = first % 32;
    const bits = new Uint32Array(Math.ceil((shift + n) / 32));
    pick(n, engine).bits(this.#words, Math.floor(first / 32), bits);
    return trim(bits, shift, n);
  }

  /** The mask as one byte an element: 1 where element offset + i is kept, else 0. Arguments as in {@link toBits}. */
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
