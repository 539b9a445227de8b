import { applyBits } from '../call/apply.js';
import { type ApplyOptions, readCall } from '../call/call.js';
import { type NoiseShapeOption, readShape, shareBy } from '../call/mask-shape.js';
import type { Bits } from '../core/bits.js';
import type { FloatArray, Fresh, FreshBytes, FreshWords, Like } from '../core/dtype.js';
import { SELECT } from '../core/operation.js';
import { countOnes, trim, unpack } from '../core/packed.js';
import { INVERTED } from '../core/values.js';
import type { Engine } from '../engine/engine.js';
import { readEngine } from '../engine/load/registry.js';
import { checkInteger, checkOffset, MAX_INDEX, MAX_LENGTH } from '../input/check.js';
import { type Accepts, accepting, readOptions } from '../input/options.js';
import type { OptionalShape } from '../input/shape.js';

const APPLY = accepting('apply', ['out', 'inplace', 'offset', 'engine', 'dtype', 'shape'], { more: ['noiseShape'] });
const BITS = accepting('toBits', ['offset', 'engine']);
const BYTES = accepting('toUint8Array', ['offset', 'engine']);
const COUNT = accepting('count', ['offset', 'engine']);

/** The brand of masks, shared by all copies of the package in the process. */
export const MASK = Symbol.for('native-dropout.Mask');

/** The elements that are counted at a time: 64 Ki words. */
const PIECE = 2 ** 21;

/** The options of apply(). The type parameter is the type of `out`. */
export interface MaskApplyOptions<T extends FloatArray = never>
  extends ApplyOptions<T>,
    OptionalShape,
    NoiseShapeOption {}

/** The options of toBits, toUint8Array and count. */
export type BitsOptions = Pick<ApplyOptions, 'offset' | 'engine'>;

/** A mask whose bits are drawn ({@link Mask}) or stored ({@link StoredMask}). */
export abstract class AnyMask {
  /** The probability of dropping an element, in [0, 1]; kept elements are multiplied by 1/(1 - p). */
  abstract readonly p: number;
  /** The index of its first element in the mask that it was sliced from. */
  abstract readonly offset: number;

  /** @internal The length of the mask that this one was sliced from. */
  abstract readonly _limit: number;
  /** @internal The bits from element `index` on, counted in the mask that this one was sliced from. */
  abstract _bits(index: number): Bits;
  /** @internal n words from word `first` on, in a new array. */
  abstract _words(first: number, n: number, engine: Engine | undefined): FreshWords;

  /**
   * The mask of the elements from `offset` on.
   * @param offset An integer from 0 to the end of the mask.
   * @throws {TypeError | RangeError} if it is not.
   */
  abstract slice(offset: number): AnyMask;

  /**
   * Applies the mask: y[i] is 0 if element offset + i is dropped, else x[i] / (1 - p), rounded as docs/forms.md says. A
   * dropped NaN or infinity also becomes 0. With `noiseShape` the mask has fewer elements than x, and `offset` counts them.
   * @param x Float32Array, Float64Array, Float16Array, or Uint16Array with `dtype`, of any length and alignment, on an
   * ArrayBuffer or a SharedArrayBuffer.
   * @param options {@link MaskApplyOptions}
   * @returns `out`; x if `inplace`; by default a new array.
   * @throws {TypeError | RangeError} if an argument is wrong; nothing is written then.
   * @throws {Error} if the engine that the option or the environment names cannot run here.
   */
  apply<T extends FloatArray, Y extends Like<T>>(x: T, options: MaskApplyOptions<Y> & { out: Y }): Y;
  apply<T extends FloatArray>(x: T, options: MaskApplyOptions & { inplace: true }): T;
  apply<T extends FloatArray>(x: T, options?: MaskApplyOptions & { inplace?: false | undefined }): Fresh<T>;
  apply<T extends FloatArray, Y extends Like<T> = never>(x: T, options?: MaskApplyOptions<Y>): T | Fresh<T> | Y;
  apply(x: FloatArray, options?: object): FloatArray {
    const read = readOptions(APPLY, options);
    const { inplace, shape, settings } = read;
    const shaped = readShape(shareBy(settings.noiseShape), shape);
    const { offset: base, _limit: limit } = this;
    const call = readCall('x', x, read, inplace, shaped, undefined, base, limit);
    return applyBits(call, this._bits(call.index), SELECT, INVERTED, this.p);
  }

  /**
   * Returns the mask as packed bits: bit i % 32 of word ⌊i / 32⌋ is 1 if element offset + i is kept. Bits after n are 0.
   * @param n The number of elements, an integer in [0, 2^32).
   * @param options `offset` and `engine`, as in {@link AnyMask.apply}. A stored mask needs no engine.
   * @throws {TypeError | RangeError} if an argument is wrong.
   * @throws {Error} if the engine cannot run here.
   */
  toBits(n: number, options?: BitsOptions): FreshWords {
    const { first, engine } = this._range(n, MAX_LENGTH, BITS, options);
    return this._packed(first, n, engine);
  }

  /** @internal Reads the arguments of toBits() and the like; n is at most `most`. */
  _range(n: number, most: number, accepts: Accepts, options: BitsOptions | undefined) {
    const { offset = 0, engine } = readOptions(accepts, options);
    checkInteger('n', n, 0, most);
    return { first: checkOffset(offset, n, this.offset, this._limit), engine: readEngine(engine) };
  }

  /** @internal The n bits from bit `first` on of the mask that this one was sliced from. */
  _packed(first: number, n: number, engine: Engine | undefined): FreshWords {
    const shift = first % 32;
    const words = this._words(Math.floor(first / 32), Math.ceil((shift + n) / 32), engine);
    trim(words, shift, n);
    const length = Math.ceil(n / 32);
    return words.length === length ? words : words.slice(0, length);
  }

  /**
   * Returns the mask as bytes: 1 if element offset + i is kept, else 0. Arguments and errors are those of
   * {@link AnyMask.toBits}.
   */
  toUint8Array(n: number, options?: BitsOptions): FreshBytes {
    const { first, engine } = this._range(n, MAX_LENGTH, BYTES, options);
    const bytes = new Uint8Array(n);
    unpack(this._packed(first, n, engine), bytes);
    return bytes;
  }

  /**
   * Counts the kept elements among the n from `offset` on. Arguments and errors are those of {@link AnyMask.toBits}, but n
   * may be up to 2^48.
   */
  count(n: number, options?: BitsOptions): number {
    const { first, engine } = this._range(n, MAX_INDEX, COUNT, options);
    let kept = 0;
    for (let done = 0; done < n; done += PIECE) {
      kept += countOnes(this._packed(first + done, Math.min(PIECE, n - done), engine));
    }
    return kept;
  }

  /** @internal */
  get [MASK](): true {
    return true;
  }
}
