import type { FloatArray, Fresh, Like } from '../dtype.js';
import { gaussianNoiseForm } from '../functional/gaussian-noise.js';
import { Layer, layerFace } from './layer.js';
import type { BackwardOptions, ForwardOptions, LayerOptions } from './options.js';

const FACE = layerFace('GaussianNoise');

/**
 * Gaussian noise as a layer, as keras.layers.GaussianNoise: forward adds normals while training and is the identity in
 * evaluation, backward is the identity.
 *
 * @example
 * import { GaussianNoise, Generator } from 'native-dropout';
 * const layer = new GaussianNoise(0.1, { generator: new Generator(42) });
 * const y = layer.forward(Float32Array.of(5, 7, 9));
 */
export class GaussianNoise extends Layer {
  /**
   * @param stddev The standard deviation, in [0, 1].
   * @throws {TypeError | RangeError} if stddev or an option is not what it should be.
   */
  constructor(stddev: number, options?: LayerOptions) {
    super(FACE, 'GaussianNoise', gaussianNoiseForm, stddev, options);
  }

  /** The standard deviation: another name of {@link p}. */
  get stddev(): number {
    return this.p;
  }

  set stddev(stddev: number) {
    this.p = stddev;
  }

  /** As that of Dropout. */
  forward<T extends FloatArray, Y extends Like<T>>(x: T, options: ForwardOptions<Y> & { out: Y }): Y;
  forward<T extends FloatArray, Y extends Like<T> = never>(x: T, options?: ForwardOptions<Y>): T | Fresh<T> | Y;
  forward(x: FloatArray, options?: ForwardOptions<FloatArray>): FloatArray {
    return this._forward(x, options);
  }

  /** The gradient by x from the gradient by y: dy itself, or a copy in `out`. */
  backward<T extends FloatArray, Y extends Like<T>>(dy: T, options: BackwardOptions<Y> & { out: Y }): Y;
  backward<T extends FloatArray, Y extends Like<T> = never>(dy: T, options?: BackwardOptions<Y>): T | Fresh<T> | Y;
  backward(dy: FloatArray, options?: BackwardOptions<FloatArray>): FloatArray {
    return this._backward(dy, options);
  }
}
