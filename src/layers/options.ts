/** The options of layers. */

import type { DtypeName, FloatArray } from '../core/dtype.js';
import type { OptionalShape, Shape } from '../input/shape.js';
import type { AnyMask } from '../mask/any-mask.js';
import type { Generator } from '../random/generator.js';

/** The options of every layer's constructor. */
export interface LayerOptions {
  /** Write results over the inputs. Default: false. */
  inplace?: boolean | undefined;
  /** Where the masks come from. Default: the default generator. */
  generator?: Generator | undefined;
  /**
   * Return the same output array in every step, as long as kind and length stay: forward() has one, and backward() has one.
   * The next step overwrites them. Default: false.
   */
  reuseOutput?: boolean | undefined;
}

/** The options of forward(). The type parameter is the type of `out`. */
export interface ForwardOptions<T extends FloatArray = never> extends OptionalShape {
  /** Where to write: an array like x, over all of its memory or none of it. */
  out?: T | undefined;
  /** The index of x's first element in the mask, if x is a slice of a larger array. Default: 0. */
  offset?: number | undefined;
  /** The mode of this call only: drop (true) or evaluate (false). Default: the layer's mode. */
  training?: boolean | undefined;
  /** What the bits of a Uint16Array are: 'float16' or 'bfloat16'. Other arrays say it themselves. */
  dtype?: DtypeName | undefined;
}

/** The options of backward(). The type parameter is the type of `out`. */
export interface BackwardOptions<T extends FloatArray = never> {
  /** Where to write: an array like dy, over all of its memory or none of it. */
  out?: T | undefined;
  /** The mask of the forward: the layer's `mask` after it. Default: the mask of the last forward. */
  mask?: AnyMask | undefined;
  /** What the bits of a Uint16Array are: 'float16' or 'bfloat16'. Other arrays say it themselves. */
  dtype?: DtypeName | undefined;
  /**
   * The axes of x. Only beside `mask`, and required there if axes share mask elements and this layer did not hand out the
   * mask.
   */
  shape?: Shape | undefined;
}
