import { type GivenBits, givenBits } from '../core/bits.js';
import type { FreshWords } from '../core/dtype.js';
import { checkOffset } from '../input/check.js';
import { AnyMask } from './any-mask.js';

/** What the bits of a mask do not say. */
export interface StoredMaskOptions {
  /** Probability of dropping an element that the bits were drawn with, in [0, 1]: it decides the scale. */
  p: number;
  /** How many elements the mask has; as many as there are bits when left out. */
  length?: number | undefined;
}

/** A mask of given bits: Mask.fromBits makes it. */
export class StoredMask extends AnyMask {
  readonly p: number;
  readonly offset: number;
  /** How many elements it has; an array that is longer is refused. */
  readonly length: number;
  /** @internal */
  readonly _given: Uint32Array;

  /** @internal `limit` is the end of its last element among the bits. */
  constructor(words: Uint32Array, p: number, offset: number, limit: number) {
    super();
    this.p = p;
    this.offset = offset;
    this.length = limit - offset;
    this._given = words;
    Object.freeze(this);
  }

  slice(offset: number): StoredMask {
    return new StoredMask(this._given, this.p, checkOffset(offset, 0, this.offset, this._limit), this._limit);
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
  _bits(index: number): GivenBits {
    return givenBits(this._given, index);
  }

  /** @internal */
  _words(first: number, n: number): FreshWords {
    return this._given.slice(first, first + n);
  }
}
