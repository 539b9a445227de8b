import { GAUSSIAN_DROPOUT } from '../functional/gaussian-dropout.js';
import { ArrayLayer } from './array-layer.js';
import type { LayerOptions } from './options.js';

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
export class GaussianDropout extends ArrayLayer {
  /**
   * @param p The rate, in [0, 1).
   * @throws {TypeError | RangeError} if p or an option is not what it should be.
   */
  constructor(p: number, options?: LayerOptions) {
    super(GAUSSIAN_DROPOUT, p, options);
  }
}
