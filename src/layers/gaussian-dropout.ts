import type { FloatArray, Fresh, Like } from '../dtype.js';
import { gaussianDropoutForm } from '../functional/gaussian-dropout.js';
import { Layer, layerFace } from './layer.js';
import type { BackwardOptions, ForwardOptions, LayerOptions } from './options.js';

const FACE = layerFace('GaussianDropout');

/**
 * Gaussian dropout as a layer, as keras.layers.GaussianDropout: forward multiplies by normals while training and is the
 * identity in evaluation, backward multiplies by the same normals, which are drawn anew: nothing of the size of x is kept.
 *
 * @example
 * import { GaussianDropout, Generator } from 'native-dropout';
 * const layer = new GaussianDropout(0.1, { generator: new Generator(42) });
 * const y = layer.forward(Float32Array.of(5, 7, 9));
 * const dx = layer.backward(Float32Array.of(1, 1, 1));
 */
export class GaussianDropout extends Layer {
  /**
   * @param p The rate, in [0, 1).
   * @throws {TypeError | RangeError} if p or an option is not what it should be.
   */
  constructor(p: number, options?: LayerOptions) {
    super(FACE, 'GaussianDropout', gaussianDropoutForm, p, options);
  }

  /** As that of Dropout. */
  forward<T extends FloatArray, Y extends Like<T>>(x: T, options: ForwardOptions<Y> & { out: Y }): Y;
  forward<T extends FloatArray, Y extends Like<T> = never>(x: T, options?: ForwardOptions<Y>): T | Fresh<T> | Y;
  forward(x: FloatArray, options?: ForwardOptions<FloatArray>): FloatArray {
    return this._forward(x, options);
  }

  /** The gradient by x from the gradient by y: dy times the normals of the forward that is meant, as in Dropout. */
  backward<T extends FloatArray, Y extends Like<T>>(dy: T, options: BackwardOptions<Y> & { out: Y }): Y;
  backward<T extends FloatArray, Y extends Like<T> = never>(dy: T, options?: BackwardOptions<Y>): T | Fresh<T> | Y;
  backward(dy: FloatArray, options?: BackwardOptions<FloatArray>): FloatArray {
    return this._backward(dy, options);
  }
}
