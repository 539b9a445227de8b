import { GAUSSIAN_NOISE } from '../functional/gaussian-noise.js';
import { ArrayLayer } from './array-layer.js';
import type { LayerOptions } from './options.js';

/**
 * Gaussian noise as a layer, as keras.layers.GaussianNoise: forward adds normals while training and is the identity in
 * evaluation, backward is the identity.
 *
 * @example
 * import { GaussianNoise, Generator } from 'native-dropout';
 * const layer = new GaussianNoise(0.1, { generator: new Generator(42) });
 * const y = layer.forward(Float32Array.of(5, 7, 9));
 */
export class GaussianNoise extends ArrayLayer {
  /**
   * @param stddev The standard deviation, in [0, 1].
   * @throws {TypeError | RangeError} if stddev or an option is not what it should be.
   */
  constructor(stddev: number, options?: LayerOptions) {
    super(GAUSSIAN_NOISE, stddev, options);
  }

  /** The standard deviation: another name of {@link p}. */
  get stddev(): number {
    return this.p;
  }

  set stddev(stddev: number) {
    this.p = stddev;
  }
}
