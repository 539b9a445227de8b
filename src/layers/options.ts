/** The options of layers. */

import type { DtypeName, FloatArray } from '../core/dtype.js';
import type { Shape } from '../input/shape.js';
import type { AnyMask } from '../mask/any-mask.js';
import type { Generator } from '../random/generator.js';

export interface LayerOptions {
  /** Write results to the inputs themselves. Default: false. */
  inplace?: boolean | undefined;
  /** Where the masks come from. Default: the default generator. */
  generator?: Generator | undefined;
  /**
   * Give the same output array in every step, as long as it is of the same kind and length: forward() has one, and backward()
   * has one. The next step overwrites what you keep of this one. Default: false.
   */
  reuseOutput?: boolean | undefined;
}

export interface ForwardOptions<T extends FloatArray = never> {
  /** Where to write: an array like x, over all of its memory or none of it. */
  out?: T | undefined;
  /** The index of x's first element in the mask, if x is a slice of something larger. Default: 0. */
  offset?: number | undefined;
  /** For this call alone: drop, or do what evaluation does. Default: the layer's mode. */
  training?: boolean | undefined;
  /** What the bits of a Uint16Array are: 'float16' or 'bfloat16'. Other arrays say it themselves. */
  dtype?: DtypeName | undefined;
  /** The axes of x, the last one fastest: integers whose product is its length, for example [N, C, H, W]. */
  shape?: Shape | undefined;
}

export interface BackwardOptions<T extends FloatArray = never> {
  /** Where to write: an array like dy, over all of its memory or none of it. */
  out?: T | undefined;
  /** The mask of the forward, as the layer's `mask` was after it. Default: that of the last forward. */
  mask?: AnyMask | undefined;
  /** As that of forward(). */
  dtype?: DtypeName | undefined;
  /**
   * The axes of x. Only beside `mask`, and needed there if axes share elements of the mask and this layer did not hand it out.
   */
  shape?: Shape | undefined;
}
