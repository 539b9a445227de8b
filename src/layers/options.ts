/** The options and the state that layers have. */

import type { AnyMask } from '../any-mask.js';
import type { DtypeName, FloatArray } from '../dtype.js';
import type { Generator, GeneratorState } from '../generator.js';
import type { Shape } from '../shape.js';

export interface LayerOptions {
  /** Write results to the inputs themselves. False when left out. */
  inplace?: boolean | undefined;
  /** Where the masks come from; the default generator when left out. */
  generator?: Generator | undefined;
  /**
   * Give the same output array in every step, as long as it is of the same kind and length: forward() has one, and backward()
   * has one. What you keep of a step is overwritten by the next one. False when left out.
   */
  reuseOutput?: boolean | undefined;
}

export interface ForwardOptions<T extends FloatArray = never> {
  /** Where to write: an array like x, over all of its memory or none of it. */
  out?: T | undefined;
  /** The index of x's first element in the mask, for x that is a slice of something larger. 0 when left out. */
  offset?: number | undefined;
  /** For this call alone: drop, or do what evaluation does. The layer's mode when left out. */
  training?: boolean | undefined;
  /** What the bits of a Uint16Array are: 'float16' or 'bfloat16'. Other arrays say it themselves. */
  dtype?: DtypeName | undefined;
  /** The axes of x, the last one fastest: positive integers whose product is its length, for example [N, C, H, W]. */
  shape?: Shape | undefined;
}

export interface BackwardOptions<T extends FloatArray = never> {
  /** Where to write: an array like dy, over all of its memory or none of it. */
  out?: T | undefined;
  /** The mask of the forward that this is the backward of, as the layer's `mask` was after it. That of the last when left out. */
  mask?: AnyMask | undefined;
  /** As that of forward(). */
  dtype?: DtypeName | undefined;
  /** Beside `mask` alone: the axes of dy, where they are not those of x in the last forward(). */
  shape?: Shape | undefined;
}

/** What a checkpoint keeps of a layer. Survives JSON and structuredClone. */
export interface LayerState {
  p: number;
  training: boolean;
  generator: GeneratorState;
}
