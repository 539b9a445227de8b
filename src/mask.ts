import { type ApplyOptions, type Arguments, applyBits, readArguments } from './apply.js';
import { type Bits, drawnBits } from './bits.js';
import {
  checkInteger,
  checkOffset,
  checkProbability,
  checkSeed,
  checkSeedText,
  isBranded,
  MAX_INDEX,
} from './check.js';
import type { FloatArray, Fresh, FreshBytes, FreshWords, Like } from './dtype.js';
import { pick } from './engine/choice.js';
import type { EngineName } from './engine/engine.js';
import { checkEngineName } from './engine/registry.js';
import { wrongType } from './errors.js';
import { checkFields, face, own, type Read, readOptions } from './options.js';
import { countOnes, trim, unpack } from './packed.js';
import { copyOfWords } from './view.js';

const APPLY = face('apply', ['out', 'inplace', 'offset', 'engine']);
const BITS = face('toBits', ['offset', 'engine']);
const BYTES = face('toUint8Array', ['offset', 'engine']);
const COUNT = face('count', ['offset', 'engine']);

const PARAMETERS = ['seed', 'draw', 'p', 'offset'] as const satisfies (keyof MaskParameters)[];

/** Marks masks of every copy of the package in the process. */
const MASK = Symbol.for('native-dropout.Mask');

/** Elements that are counted at a time: 64 Ki words of them. */
const PIECE = 2 ** 21;

export type BitsOptions = Pick<ApplyOptions, 'offset' | 'engine'>;

/** What a mask does, wherever its bits come from. */
export abstract class AnyMask {
  /** Probability of dropping an element: kept ones are multiplied by 1 / (1 - p). */
  abstract readonly p: number;
  /** The index, in the mask that this one was sliced from, of its first element. */
  abstract readonly offset: number;

  /** @internal The elements of the mask that this one was sliced from. */
  abstract readonly _limit: number;
  /** @internal */
  abstract _bits(): Bits;
  /** @internal `n` words from word `first` on, in a new array. */
  abstract _words(first: number, n: number, engine: EngineName | undefined): FreshWords;

  /** The mask of the elements from `offset` on: an integer in [0, 2^48), or up to the length of a stored mask. */
  abstract slice(offset: number): AnyMask;

  /**
   * y[i] = 0 where element offset + i is dropped, else x[i] / (1 - p), rounded as docs/mask.md says. A dropped NaN or
   * infinity is 0 as well.
   * @param x Float32Array or Float64Array of any length and alignment, on an ArrayBuffer or a SharedArrayBuffer.
   * @returns `out`, or x when in place, or else a new array.
   * @throws {TypeError | RangeError} if x or an option is not what it should be; nothing is written then.
   * @throws {Error} if the engine asked for cannot run here.
   */
  apply<T extends FloatArray, Y extends Like<T>>(x: T, options: ApplyOptions<Y> & { out: Y }): Y;
  apply<T extends FloatArray>(x: T, options: ApplyOptions & { inplace: true }): T;
  apply<T extends FloatArray>(x: T, options?: ApplyOptions & { inplace?: false | undefined }): Fresh<T>;
  apply<T extends FloatArray, Y extends Like<T> = never>(x: T, options?: ApplyOptions<Y>): T | Fresh<T> | Y;
  apply(x: FloatArray, options?: ApplyOptions<FloatArray>): FloatArray {
    return this._run(this._arguments('x', x, readOptions(APPLY, options)));
  }

  /** @internal */
  _arguments(name: string, x: unknown, options: Readonly<Read>): Arguments {
    return readArguments(name, x, options, this.offset, this._limit);
  }

  /** @internal */
  _run(call: Arguments): FloatArray {
    return applyBits(call, this._bits(), this.p);
  }

  /**
   * The mask as packed bits: bit i % 32 of word i / 32 is 1 where element offset + i is kept. Bits past n are 0.
   * @param n How many elements, in [0, 2^32).
   * @param options `offset` in [0, 2^48 - n], and `engine`, as in {@link apply}.
   * @throws {TypeError | RangeError} if n or an option is not what it should be.
   */
  toBits(n: number, options?: BitsOptions): FreshWords {
    return this._packed(n, readOptions(BITS, options));
  }

  /** @internal */
  _packed(n: number, { offset = 0, engine }: Pick<Read, 'offset' | 'engine'>): FreshWords {
    checkInteger('n', n, 0, 2 ** 32 - 1);
    const first = checkOffset(offset, n, this.offset, this._limit);
    const name = engine === undefined ? undefined : checkEngineName('engine', engine);
    const shift = first % 32;
    const words = this._words(Math.floor(first / 32), Math.ceil((shift + n) / 32), name);
    trim(words, shift, n);
    const length = Math.ceil(n / 32);
    return words.length === length ? words : words.slice(0, length);
  }

  /** The mask as one byte an element: 1 where element offset + i is kept, else 0. Arguments and errors of {@link toBits}. */
  toUint8Array(n: number, options?: BitsOptions): FreshBytes {
    const words = this._packed(n, readOptions(BYTES, options));
    const bytes = new Uint8Array(n);
    unpack(words, bytes);
    return bytes;
  }

  /**
   * How many of the n elements from `offset` on are kept. Arguments and errors of {@link toBits}, but that n may be all of
   * the mask.
   */
  count(n: number, options?: BitsOptions): number {
    const { offset = 0, engine } = readOptions(COUNT, options);
    checkInteger('n', n, 0, MAX_INDEX);
    const first = checkOffset(offset, n, this.offset, this._limit) - this.offset;
    const name = engine === undefined ? undefined : checkEngineName('engine', engine);
    let kept = 0;
    for (let done = 0; done < n; done += PIECE) {
      kept += countOnes(this._packed(Math.min(PIECE, n - done), { offset: first + done, engine: name }));
    }
    return kept;
  }

  /** @internal */
  get [MASK](): true {
    return true;
  }
}

export interface MaskParameters {
  /** A bigint in [0, 2^64), a non-negative safe integer, or the decimal text that JSON holds of a mask. */
  seed: bigint | number | string;
  /** Which mask of that seed: an integer in [0, 2^48). */
  draw: number;
  /** Probability of dropping an element, in [0, 1]. */
  p: number;
  /** Which element of that mask is the first of this one: an integer in [0, 2^48]. 0 when left out. */
  offset?: number | undefined;
}

export interface StoredMaskOptions {
  /** Probability of dropping an element that the bits were drawn with, in [0, 1]: it decides the scale. */
  p: number;
  /** How many elements the mask has; as many as there are bits when left out. */
  length?: number | undefined;
}

/**
 * A dropout mask: a pure function of (seed, draw, p, index) that nothing else decides (docs/mask.md). Forward and backward
 * apply the same mask, and any slice of an array gets its slice of the mask. A mask may be applied as often as you like,
 * and does not change. To store one or send it elsewhere, use its JSON: `new Mask(JSON.parse(JSON.stringify(mask)))`.
 *
 * @example
 * import { Mask } from 'native-dropout';
 * const mask = new Mask({ seed: 42, draw: 0, p: 0.1 });
 * const y = mask.apply(Float32Array.of(5, 7, 9)); // [5.5556, 7.7778, 10]: all three are kept
 * const dx = mask.apply(Float32Array.of(1, 1, 1)); // backward: the same mask
 */
export class Mask extends AnyMask {
  readonly seed: bigint;
  readonly draw: number;
  readonly p: number;
  readonly offset: number;

  /** @throws {TypeError | RangeError} if a parameter is not what {@link MaskParameters} says. */
  constructor(parameters: MaskParameters) {
    super();
    checkFields('parameters', parameters, PARAMETERS);
    const seed = own(parameters, 'seed');
    this.seed = typeof seed === 'string' ? checkSeedText('seed', seed) : checkSeed('seed', seed);
    this.draw = checkInteger('draw', own(parameters, 'draw'), 0, MAX_INDEX - 1);
    this.p = checkProbability('p', own(parameters, 'p'));
    const offset = own(parameters, 'offset');
    this.offset = offset === undefined ? 0 : checkInteger('offset', offset, 0, MAX_INDEX);
    Object.freeze(this);
  }

  /**
   * A mask of your own bits, for example onnxruntime's bitmask or what {@link toBits} gave.
   * @param words Bit b of word w is 1 where element 32 w + b is kept. They are copied.
   * @param options `p`, in [0, 1]: kept elements are multiplied by 1 / (1 - p); and `length`, how many elements the mask
   * has: as many as there are bits when left out.
   * @throws {TypeError | RangeError} if words is no Uint32Array, p no number in [0, 1], or length no integer up to the bits.
   *
   * @example
   * import { Mask } from 'native-dropout';
   * const mask = Mask.fromBits(Uint32Array.of(0b101), { p: 0.5 });
   * const y = mask.apply(Float32Array.of(5, 7, 9)); // [10, 0, 18]
   */
  static fromBits(words: Uint32Array, options: StoredMaskOptions): StoredMask {
    checkFields('options', options, ['p', 'length']);
    const p = checkProbability('p', own(options, 'p'));
    const length = own(options, 'length');
    const stored = copyOfWords('words', words);
    const bits = 32 * stored.length;
    return new StoredMask(stored, p, 0, length === undefined ? bits : checkInteger('length', length, 0, bits));
  }

  slice(offset: number): Mask {
    const { seed, draw, p } = this;
    return new Mask({ seed, draw, p, offset: checkOffset(offset, 0, this.offset) });
  }

  /** What `new Mask` takes, with the seed as text. */
  toJSON(): MaskParameters & { seed: string } {
    const { seed, draw, p, offset } = this;
    return { seed: seed.toString(), draw, p, offset };
  }

  /** @internal */
  get _limit(): number {
    return MAX_INDEX;
  }

  /** @internal */
  _bits(): Bits {
    return drawnBits(this.seed, this.draw, this.p);
  }

  /** @internal */
  _words(first: number, n: number, engine: EngineName | undefined): FreshWords {
    const words = new Uint32Array(n);
    pick(32 * n, engine).draw(drawnBits(this.seed, this.draw, this.p), first, words);
    return words;
  }
}

/** A mask of given bits: {@link Mask.fromBits} makes it. */
export class StoredMask extends AnyMask {
  readonly p: number;
  readonly offset: number;
  /** How many elements it has; an array that is longer is refused. */
  readonly length: number;
  /** @internal */
  readonly _stored: Uint32Array;

  /** @internal `limit` is the end of its last element among the bits. */
  constructor(stored: Uint32Array, p: number, offset: number, limit: number) {
    super();
    this.p = p;
    this.offset = offset;
    this.length = limit - offset;
    this._stored = stored;
    Object.freeze(this);
  }

  slice(offset: number): StoredMask {
    return new StoredMask(this._stored, this.p, checkOffset(offset, 0, this.offset, this._limit), this._limit);
  }

  /** What makes this mask again: `Mask.fromBits(Uint32Array.from(words), { p, length })`. */
  toJSON(): { words: number[]; p: number; length: number } {
    const { p, length } = this;
    return { words: Array.from(this.toBits(length)), p, length };
  }

  /** @internal */
  get _limit(): number {
    return this.offset + this.length;
  }

  /** @internal */
  _bits(): Bits {
    return this._stored;
  }

  /** @internal */
  _words(first: number, n: number): FreshWords {
    return this._stored.slice(first, first + n);
  }
}

/** A mask of this copy of the package, from one of this copy or another. */
export function checkMask(name: string, mask: unknown): AnyMask {
  if (!isBranded(mask, MASK) || typeof (mask as AnyMask).p !== 'number') throw wrongType(name, 'a Mask', mask);
  if (mask instanceof AnyMask) return mask;
  const { seed, draw, p, offset, length } = mask as Mask & StoredMask;
  if (seed !== undefined) return new Mask({ seed, draw, p, offset });
  return Mask.fromBits((mask as StoredMask).toBits(length), { p, length });
}
