import { GAUSSIAN_DROPOUT } from '../functional/gaussian-dropout.js';
import { ArrayLayer } from './array-layer.js';
import type { LayerOptions } from './options.js';

/**
 * Multiplies each element by a normal random number with mean 1 in training, as keras.layers.GaussianDropout. In
 * evaluation it is the identity. Backward draws the same normals again, so the layer remembers no array.
 *
 * @example
 * import { GaussianDropout, Generator } from 'native-dropout';
 * const layer = new GaussianDropout(0.1, { generator: new Generator(42) });
 * const y = layer.forward(Float32Array.of(5, 7, 9));
 * const dx = layer.backward(Float32Array.of(1, 1, 1));
 */
export class GaussianDropout extends ArrayLayer {
  /**
   * Makes a layer that multiplies by normal random numbers in training.
   * @param p The drop probability of the dropout that has the same variance, in [0, 1): the standard deviation is √(p / (1 -
   * p)).
   * @param options {@link LayerOptions}
   * @throws {TypeError | RangeError} if p or an option is wrong.
   */
  constructor(p: number, options?: LayerOptions) {
    super(GAUSSIAN_DROPOUT, p, options);
  }
}
