import { type GivenBits, givenBits } from '../core/bits.js';
import type { FreshWords } from '../core/dtype.js';
import type { Factor } from '../core/factor.js';
import { FLAT } from '../core/layout.js';
import { checkOffset } from '../input/check.js';
import { AnyMask } from './any-mask.js';

/** The options of Mask.fromBits; Mask.fromBytes takes only p. */
export interface StoredMaskOptions {
  /** The probability of dropping, in [0, 1], with which the bits were drawn; kept elements are multiplied by 1/(1 - p). */
  p: number;
  /** The number of elements. Default: all bits. */
  length?: number | undefined;
}

/** The JSON of a mask of given bits. */
export interface StoredMaskParameters {
  /** The bits, as those of Mask.fromBits: integers in [0, 2^32). */
  words: readonly number[];
  /** The probability of dropping, in [0, 1]. */
  p: number;
  /** The number of elements. */
  length: number;
  /** How a mask of another framework makes values; without it, kept elements are multiplied by 1/(1 - p). */
  factor?: Factor | undefined;
}

/** A mask of given bits. Mask.fromBits, Mask.fromBytes and the sources of native-dropout/replay make one. */
export class StoredMask extends AnyMask {
  readonly p: number;
  readonly offset: number;
  /** The number of elements. Longer arrays are refused. */
  readonly length: number;
  /** @internal */
  readonly _given: Uint32Array;
  /** @internal */
  readonly _factor: Factor | undefined;

  /** @internal @param limit The number of bits up to the end of the mask. */
  constructor(words: Uint32Array, p: number, offset: number, limit: number, factor?: Factor) {
    super();
    this.p = p;
    this.offset = offset;
    this.length = limit - offset;
    this._given = words;
    this._factor = factor;
    Object.freeze(this);
  }

  /** @internal The same bits, with values made in another way. */
  _with(factor: Factor): StoredMask {
    return new StoredMask(this._given, this.p, this.offset, this._limit, factor);
  }

  slice(offset: number): StoredMask {
    return new StoredMask(
      this._given,
      this.p,
      checkOffset(offset, 0, this.offset, this._limit),
      this._limit,
      this._factor,
    );
  }

  /** The parts from which {@link Mask.fromJSON} makes this mask again. */
  toJSON(): StoredMaskParameters {
    const { p, length, _factor: factor } = this;
    const parts = { words: Array.from(this.toBits(length)), p, length };
    return factor === undefined ? parts : { ...parts, factor };
  }

  /** @internal */
  get _limit(): number {
    return this.offset + this.length;
  }

  /** @internal */
  _bits(index: number): GivenBits {
    return givenBits(this._given, index, FLAT, this._factor);
  }

  /** @internal */
  _words(first: number, n: number): FreshWords {
    return this._given.slice(first, first + n);
  }
}
