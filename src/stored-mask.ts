import { AnyMask } from './any-mask.js';
import type { Bits } from './bits.js';
import { checkOffset } from './check.js';
import type { FreshWords } from './dtype.js';

/** A mask of given bits: Mask.fromBits makes it. */
export class StoredMask extends AnyMask {
  readonly p: number;
  readonly offset: number;
  /** How many elements it has; an array that is longer is refused. */
  readonly length: number;
  /** @internal */
  readonly _stored: Uint32Array;

  /** @internal */
  constructor(stored: Uint32Array, p: number, offset: number) {
    super();
    this.p = p;
    this.offset = offset;
    this.length = 32 * stored.length - offset;
    this._stored = stored;
    Object.freeze(this);
  }

  slice(offset: number): StoredMask {
    return new StoredMask(this._stored, this.p, checkOffset(offset, 0, this.offset, this._limit));
  }

  /** What makes this mask again: `Mask.fromBits(Uint32Array.from(words), { p })`. */
  toJSON(): { words: number[]; p: number } {
    return { words: Array.from(this.toBits(this.length)), p: this.p };
  }

  /** @internal */
  get _limit(): number {
    return 32 * this._stored.length;
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
