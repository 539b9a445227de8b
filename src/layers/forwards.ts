/** The forwards of a layer: which of them a backward belongs to. */

import type { MaskShape } from '../call/mask-shape.js';
import type { Bits } from '../core/bits.js';
import type { Shape } from '../input/shape.js';

/** What a backward needs to know of its forward. */
export interface Past {
  readonly training: boolean;
  readonly bits: Bits;
  readonly p: number;
  /** Where the mask ends, in the one that it was sliced from. */
  readonly limit: number;
  readonly axes: Shape | undefined;
  readonly maskShape: MaskShape | undefined;
  /** Elements of x; undefined if they are not known. */
  readonly length: number | undefined;
  /** Elements of the bias; 0 if there was none. */
  readonly columns: number;
}

/** A forward of this layer. Its seed and draw mean nothing after an evaluation. */
export interface Known extends Past {
  readonly seed: bigint;
  readonly draw: number;
  readonly length: number;
}

export class Forwards {
  last: Known | undefined = undefined;
  /** The last one, if it was an evaluation. */
  #evaluated: Known | undefined = undefined;
  /** The last one in training, until a backward names its mask. */
  #pending: Known | undefined = undefined;
  /** Those in training since the last backward. */
  #open = 0;

  add(forward: Known): void {
    this.last = forward;
    this.#evaluated = forward.training ? undefined : this.last;
    if (!forward.training) return;
    this.#pending = this.last;
    this.#open += 1;
  }

  /** A backward has run: of the last forward, or of one whose mask was given. */
  close(named: boolean): void {
    this.#open = 0;
    if (named) this.#pending = undefined;
  }

  /** No backward without a mask can be of those that were. */
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
        `${name}: ${this.#open} forwards in training since the last backward(); keep the layer's mask after each ` +
          'forward() and give it to backward(dy, { mask }), or forget skipped steps by train() or reset()',
      );
    }
    return forward;
  }
}
