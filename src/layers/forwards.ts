/** The forwards of a layer: which of them a backward without a mask belongs to. */

import type { Past } from '../form/backward.js';

/** A forward of this layer. */
export interface Known extends Past {
  readonly length: number;
}

export class Forwards {
  /** The last forward that was no recomputation. */
  last: Known | undefined = undefined;
  /** The last forward, if it was an evaluation. */
  #evaluated: Known | undefined = undefined;
  /** The last forward in training, until a backward names its mask. */
  #pending: Known | undefined = undefined;
  /** Forwards in training since the last backward. */
  #open = 0;

  add(forward: Known): void {
    this.last = forward;
    this.#evaluated = forward.training ? undefined : forward;
    if (forward.training) this.#count(forward);
  }

  /**
   * A recomputation has run. It counts as a forward, unless it repeats the one that the next backward belongs to anyway.
   * @param of The forward that it repeats, if the layer knows it.
   */
  repeat(forward: Known, of: Known | undefined): void {
    this.#evaluated = undefined;
    const same =
      of !== undefined && of === this.#pending && of.length === forward.length && of.columns === forward.columns;
    if (!same || of.bits.index !== forward.bits.index) this.#count(forward);
  }

  #count(forward: Known): void {
    this.#pending = forward;
    this.#open += 1;
  }

  /** A backward has run; `named` if its mask was given. */
  close(named: boolean): void {
    this.#open = 0;
    if (named) this.#pending = undefined;
  }

  /** From now on no backward without a mask belongs to an earlier forward. */
  forget(): void {
    this.#evaluated = undefined;
    this.#pending = undefined;
    this.#open = 0;
  }

  /**
   * The forward of a backward without a mask.
   * @throws {Error} if it is not certain which one is meant.
   */
  meant(name: string, training: boolean): Known {
    const evaluated = training ? undefined : this.#evaluated;
    const forward = evaluated ?? this.#pending;
    if (forward === undefined) {
      throw new Error(
        `${name}: backward() needs a forward() before it, or { mask }; train() and reset() forget forwards`,
      );
    }
    if (evaluated === undefined && this.#open > 1) {
      throw new Error(
        `${name}: ${this.#open} forwards in training since the last backward(); save the layer's mask after each ` +
          'forward() and pass it to backward(dy, { mask }), or forget skipped steps with train() or reset()',
      );
    }
    return forward;
  }
}
