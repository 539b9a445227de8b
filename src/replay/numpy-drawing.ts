import { below } from '../random/integers.js';
import type { DrawDoubles } from './doubles.js';
import { maskedUpTo } from './masked.js';
import type { GeneratorNow } from './numpy-state.js';

/** Draws from a copy of a numpy Generator's state. */
export class NumpyDrawing {
  readonly bits: GeneratorNow['bits'];
  kept: number | undefined;
  readonly #pair = new Uint32Array(2);

  constructor({ bits, kept }: GeneratorNow) {
    this.bits = bits.copy();
    this.kept = kept;
  }

  /** Draws 32 bits: the low half of a number, then the high one. */
  readonly word = (): number => {
    const { kept } = this;
    this.kept = undefined;
    if (kept !== undefined) return kept;
    this.bits.fill(this.#pair);
    this.kept = this.#pair[1];
    return this.#pair[0];
  };

  readonly doubles: DrawDoubles = (kernels, n) => this.bits.drawDoubles(kernels, n);

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
    const least = 2n ** 64n % n;
    for (;;) {
      this.bits.fill(this.#pair);
      const product = (BigInt(this.#pair[1]) * 2n ** 32n + BigInt(this.#pair[0])) * n;
      if (BigInt.asUintN(64, product) >= least) return Number(product >> 64n);
    }
  }

  /** The state after what was drawn. */
  now(): GeneratorNow {
    return { bits: this.bits, kept: this.kept };
  }
}
