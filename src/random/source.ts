/** All that the core knows of sources (src/replay/): generators that draw the masks of other frameworks. */

import type { Dtype, DtypeName } from '../core/dtype.js';
import type { Factor } from '../core/factor.js';
import type { Shape } from '../input/shape.js';
import type { StoredMask } from '../mask/stored-mask.js';

/** The brand of sources, shared by all copies of the package in the process. */
export const SOURCE = Symbol.for('native-dropout.Source');

/** The state of a source, for checkpoints. Survives JSON and structuredClone. */
export interface SourceState {
  /** The name of its class. */
  source: string;
  /** The state, in the form of that class. */
  state: unknown;
}

/** The options of a source's mask(). */
export interface SourceMaskOptions {
  /** The type of the arrays that the mask is for: frameworks round the scale to it. Default: 'float32'. */
  dtype?: DtypeName | undefined;
}

/** How a form makes values: scaling kept elements, or as alpha dropout. */
export type Dropping = 'select' | 'alpha';

/** The mask that a call needs. */
export interface MaskRequest {
  readonly p: number;
  /** The elements of the mask. */
  readonly elements: number;
  /** The elements of the array, which may share those of the mask. */
  readonly length: number;
  readonly dtype: Dtype;
  readonly kind: Dropping;
}

/** A mask that was drawn. */
export interface Replayed<State = unknown> {
  /** Packed: bit 32 w + b is bit b of word w; 1 = kept. */
  readonly words: Uint32Array;
  readonly factor: Factor;
  /** The state afterwards. The source keeps its own until the call has succeeded. */
  readonly next: State;
}

/**
 * A generator that replays another framework: it draws the masks and numbers of that framework from the same seed. The
 * classes are in `native-dropout/replay`. Wherever a {@link Generator} is accepted for masks, so is a source.
 */
export interface Source {
  /**
   * Draws the next mask.
   * @param p The probability of dropping an element, in [0, 1].
   * @param size The number of elements, or a shape.
   * @throws {TypeError | RangeError} if an argument is wrong, or the framework refuses p; nothing is drawn.
   */
  mask(p: number, size: number | Shape, options?: SourceMaskOptions): StoredMask;
  /** The state, for a checkpoint. Settable, also to the result of toJSON(). */
  state: unknown;
  /** The state: JSON.stringify(source) is a checkpoint. */
  toJSON(): SourceState;
  /** @internal Draws a mask without moving on. @throws {TypeError | RangeError} if the framework refuses the request. */
  _replay(request: MaskRequest): Replayed;
  /** @internal Moves to a state that _replay() returned. */
  _move(next: unknown): void;
  /** @internal @throws {TypeError | RangeError} if it is no state of this class. */
  _check(name: string, state: unknown): void;
}
