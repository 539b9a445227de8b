import { GAUSSIAN_NOISE } from '../functional/gaussian-noise.js';
import { ArrayLayer } from './array-layer.js';
import type { LayerOptions } from './options.js';

/**
 * Adds a normal random number with mean 0 to each element in training, as keras.layers.GaussianNoise. In evaluation it is
 * the identity, and so is backward.
 *
 * @example
 * import { GaussianNoise, Generator } from 'native-dropout';
 * const layer = new GaussianNoise(0.1, { generator: new Generator(42) });
 * const y = layer.forward(Float32Array.of(5, 7, 9));
 */
export class GaussianNoise extends ArrayLayer {
  /**
   * Makes a layer that adds normal random numbers in training.
   * @param stddev The standard deviation, in [0, 1] as in Keras.
   * @param options {@link LayerOptions}
   * @throws {TypeError | RangeError} if stddev or an option is wrong.
   */
  constructor(stddev: number, options?: LayerOptions) {
    super(GAUSSIAN_NOISE, stddev, options);
  }

  /** The standard deviation: a second name of {@link GaussianNoise.p}. */
  get stddev(): number {
    return this.p;
  }

  set stddev(stddev: number) {
    this.p = stddev;
  }
}
