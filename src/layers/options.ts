/** The options of layers. */

import type { FloatArray } from '../core/dtype.js';
import type { CallOptions } from '../functional/array-function.js';
import type { Shape } from '../input/shape.js';
import type { AnyMask } from '../mask/any-mask.js';

/** The options of every layer's constructor. */
export interface LayerOptions extends Pick<CallOptions, 'generator'> {
  /** Write results over the inputs. Default: false. */
  inplace?: boolean | undefined;
  /**
   * Write to the same array in every step, as long as kind and length do not change: one for forward() and one for
   * backward(). So each step overwrites the results of the step before. Default: false.
   */
  reuseOutput?: boolean | undefined;
}

/** The options of forward(). The type parameter is the type of `out`. */
export interface ForwardOptions<T extends FloatArray = never>
  extends Pick<CallOptions<T>, 'out' | 'offset' | 'dtype' | 'shape'> {
  /** The mode of this call only: drop (true) or evaluate (false). Default: the layer's mode. */
  training?: boolean | undefined;
  /**
   * The mask of an earlier forward, which is repeated, for example for activation checkpointing: it drops, in both modes,
   * and takes no draw. Then `offset` counts from the beginning of the mask, and `shape` is not needed if this layer handed
   * out the mask. Default: the next mask of the generator.
   */
  mask?: AnyMask | undefined;
}

/** The options of backward(). The type parameter is the type of `out`. */
export interface BackwardOptions<T extends FloatArray = never> extends Pick<CallOptions, 'dtype'> {
  /**
   * An array for the result, of dy's kind and length. It may be dy itself, but must not cover only a part of dy's memory.
   * Default: a new array.
   */
  out?: T | undefined;
  /** The mask of the forward: the layer's `mask` after it. Default: the mask of the last forward. */
  mask?: AnyMask | undefined;
  /**
   * The shape of x. Only with `mask`; required if elements of x share mask elements and this layer did not hand out the
   * mask.
   */
  shape?: Shape | undefined;
}
