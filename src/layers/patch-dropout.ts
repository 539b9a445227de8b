import type { FloatArray, Fresh } from '../core/dtype.js';
import {
  NO_OUTPUT,
  PATCH_DROPOUT,
  type PatchDropoutSettings,
  type Patches,
  patchesOf,
} from '../functional/patch-dropout.js';
import { accepting } from '../input/options.js';
import type { ShapeOption } from '../input/shape.js';
import { Layer, type Takes } from './layer.js';
import type { BackwardOptions, ForwardOptions, LayerOptions } from './options.js';

const TAKES: Takes = {
  made: ['generator'],
  more: [],
  instead: NO_OUTPUT,
  forward: accepting('forward', ['offset', 'training', 'dtype', 'shape'], { instead: NO_OUTPUT }),
  backward: accepting('backward', ['mask', 'dtype', 'shape'], { instead: NO_OUTPUT }),
};

/**
 * Patch dropout as a layer, as timm.layers.PatchDropout: see patchDropout. Backward puts the gradients of the kept tokens
 * where they were, and zeros elsewhere; the tokens are chosen anew from the draw, so nothing is kept.
 *
 * @example
 * import { PatchDropout } from 'native-dropout';
 * const layer = new PatchDropout(0.5);
 * const { y } = layer.forward(Float32Array.of(1, 2, 3, 4, 5, 6), { shape: [1, 3, 2] });
 * const dx = layer.backward(Float32Array.of(1, 1, 1, 1)); // of y's four elements: dx has six
 */
export class PatchDropout extends Layer {
  /**
   * @param p The part of the tokens that is dropped, in [0, 1).
   * @throws {TypeError | RangeError} if p or an option is not what it should be.
   */
  constructor(p = 0.5, options?: Omit<LayerOptions, 'inplace' | 'reuseOutput'> & PatchDropoutSettings) {
    super(PATCH_DROPOUT, p, options, TAKES);
  }

  /**
   * @returns While training what is kept of x; in evaluation x itself and all indices.
   * @throws {TypeError | RangeError} if x or an option is not what it should be; the layer and its generator stay as they
   * were.
   */
  forward<T extends FloatArray>(x: T, options: Omit<ForwardOptions, 'out'> & ShapeOption): Patches<T | Fresh<T>>;
  forward(x: FloatArray, options?: object): Patches<FloatArray> {
    return patchesOf(this._forward({ x }, options));
  }

  /**
   * The gradient by x from the gradient by y, `dy`: which forward is meant is said as that of Dropout says it.
   * @throws {TypeError | RangeError} if dy or an option is not what it should be; dy has the length that y had.
   * @throws {Error} without `mask`, if it is not certain which forward is meant.
   */
  backward<T extends FloatArray>(dy: T, options?: Omit<BackwardOptions, 'out'>): T | Fresh<T>;
  backward(dy: FloatArray, options?: object): FloatArray {
    return this._backward(dy, options).y;
  }
}
