/** The options of layers. */

import type { DtypeName, FloatArray } from '../core/dtype.js';
import type { OptionalShape, Shape } from '../input/shape.js';
import type { AnyMask } from '../mask/any-mask.js';
import type { Generator } from '../random/generator.js';

/** The options of every layer's constructor. */
export interface LayerOptions {
  /** Write results over the inputs. Default: false. */
  inplace?: boolean | undefined;
  /** The generator of the masks. Default: the default generator. */
  generator?: Generator | undefined;
  /**
   * Write to the same array in every step, as long as kind and length do not change: one for forward() and one for
   * backward(). So each step overwrites the results of the step before. Default: false.
   */
  reuseOutput?: boolean | undefined;
}

/** The options of forward(). The type parameter is the type of `out`. */
export interface ForwardOptions<T extends FloatArray = never> extends OptionalShape {
  /**
   * An array for the result, of x's kind and length. It may be x itself, but must not cover only a part of x's memory.
   * Default: a new array.
   */
  out?: T | undefined;
  /** The index of x's first element in the mask, if x is a slice of a larger array. Default: 0. */
  offset?: number | undefined;
  /** The mode of this call only: drop (true) or evaluate (false). Default: the layer's mode. */
  training?: boolean | undefined;
  /** The type of a Uint16Array's bits: 'float16' or 'bfloat16'. Not needed for other arrays. */
  dtype?: DtypeName | undefined;
}

/** The options of backward(). The type parameter is the type of `out`. */
export interface BackwardOptions<T extends FloatArray = never> {
  /**
   * An array for the result, of dy's kind and length. It may be dy itself, but must not cover only a part of dy's memory.
   * Default: a new array.
   */
  out?: T | undefined;
  /** The mask of the forward: the layer's `mask` after it. Default: the mask of the last forward. */
  mask?: AnyMask | undefined;
  /** The type of a Uint16Array's bits: 'float16' or 'bfloat16'. Not needed for other arrays. */
  dtype?: DtypeName | undefined;
  /**
   * The shape of x. Only with `mask`; required if elements of x share mask elements and this layer did not hand out the
   * mask.
   */
  shape?: Shape | undefined;
}
