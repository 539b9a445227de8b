/** The options and the state that layers have. */

import type { AnyMask } from '../any-mask.js';
import type { FloatArray } from '../dtype.js';
import type { Generator, GeneratorState } from '../generator.js';

export interface LayerOptions {
  /** Write results to the inputs themselves. False when left out. */
  inplace?: boolean | undefined;
  /** Where the masks come from; the default generator when left out. */
  generator?: Generator | undefined;
}

export interface ForwardOptions<T extends FloatArray = never> {
  /** Where to write: an array like x, over all of its memory or none of it. */
  out?: T | undefined;
  /** The index in the mask of x[0], in [0, 2^48 - x.length], for x that is a slice of something larger. 0 when left out. */
  offset?: number | undefined;
  /** For this call alone: drop, or return x as it is. The layer's mode when left out. */
  training?: boolean | undefined;
}

export interface BackwardOptions<T extends FloatArray = never> {
  /** Where to write: an array like dy, over all of its memory or none of it. */
  out?: T | undefined;
  /** The mask of the forward that this is the backward of, as the layer's `mask` was after it. That of the last when left out. */
  mask?: AnyMask | undefined;
}

/** What a checkpoint keeps of a layer. Survives JSON and structuredClone. */
export interface LayerState {
  p: number;
  training: boolean;
  generator: GeneratorState;
}
