import { below } from '../random/integers.js';
import type { DrawDoubles } from './doubles.js';
import { maskedUpTo } from './masked.js';
import type { GeneratorNow } from './numpy-state.js';

/** The most words that are drawn ahead. */
const MOST_AHEAD = 4096;

/** Draws from a copy of a numpy Generator's state. */
export class NumpyDrawing {
  #bits: GeneratorNow['bits'];
  #kept: number | undefined;
  /** Words that have been drawn ahead, how many of them were used, and the generator before it drew them. */
  #ahead = new Uint32Array(0);
  #used = 0;
  #before: GeneratorNow['bits'];

  constructor({ bits, kept }: GeneratorNow) {
    this.#bits = bits.copy();
    this.#before = this.#bits;
    this.#kept = kept;
  }

  /** Draws 32 bits: the low half of a number, then the high one. */
  readonly word = (): number => {
    const kept = this.#kept;
    this.#kept = undefined;
    if (kept !== undefined) return kept;
    if (this.#used === this.#ahead.length) this.#drawAhead();
    return this.#ahead[this.#used++];
  };

  /** Draws twice as many words as the last time. */
  #drawAhead(): void {
    this.#before = this.#bits.copy();
    this.#ahead = new Uint32Array(Math.min(2 * this.#ahead.length || 2, MOST_AHEAD));
    this.#used = 0;
    this.#bits.fill(this.#ahead);
  }

  /** Moves the generator back to the words that have been used. The other half of the last number is kept. */
  #settle(): void {
    const used = this.#used;
    if (used % 2 === 1) this.#kept = this.#ahead[used];
    if (used < this.#ahead.length) {
      this.#bits = this.#before;
      this.#bits.fill(new Uint32Array(used + (used % 2)));
    }
    this.#ahead = new Uint32Array(0);
    this.#used = 0;
  }

  readonly doubles: DrawDoubles = (kernels, n) => {
    this.#settle();
    this.#bits.drawDoubles(kernels, n);
  };

  /** An integer in [0, most] for an order. */
  upTo(most: number): number {
    return maskedUpTo(most, this.word);
  }

  /** An integer in [0, most], most < 2^53, as `integers` draws it: by Lemire's method on 32 bits, or on 64. */
  integer(most: number): number {
    if (most === 0) return 0;
    if (most === 2 ** 32 - 1) return this.word();
    return most < 2 ** 32 ? below(most + 1, this.word) : this.#belowWide(BigInt(most) + 1n);
  }

  /** {@link below} of 64 bits. */
  #belowWide(n: bigint): number {
    this.#settle();
    const least = 2n ** 64n % n;
    const pair = new Uint32Array(2);
    for (;;) {
      this.#bits.fill(pair);
      const product = (BigInt(pair[1]) * 2n ** 32n + BigInt(pair[0])) * n;
      if (BigInt.asUintN(64, product) >= least) return Number(product >> 64n);
    }
  }

  /** The state after what was drawn. */
  now(): GeneratorNow {
    this.#settle();
    return { bits: this.#bits, kept: this.#kept };
  }
}
