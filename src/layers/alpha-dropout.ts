import { ALPHA_DROPOUT, FEATURE_ALPHA_DROPOUT } from '../functional/alpha-dropout.js';
import type { ShapeOption } from '../input/shape.js';
import { ArrayLayer } from './array-layer.js';
import type { LayerOptions } from './options.js';

/**
 * Dropout that keeps mean 0 and variance 1, for nets of SELUs, as a layer, as torch.nn.AlphaDropout: {@link alphaDropout}
 * gives the formula. (PyTorch's layer passes over `inplace`; this one does not.)
 *
 * @example
 * import { AlphaDropout } from 'native-dropout';
 * const layer = new AlphaDropout(0.1);
 * const y = layer.forward(Float32Array.of(-1, 0.5, 2));
 * const dx = layer.backward(Float32Array.of(1, 1, 1));
 */
export class AlphaDropout extends ArrayLayer {
  /**
   * @param p Probability of dropping an element, in [0, 1].
   * @throws {TypeError | RangeError} if p or an option is not what it should be.
   */
  constructor(p = 0.5, options?: LayerOptions) {
    super(ALPHA_DROPOUT, p, options);
  }
}

/**
 * Alpha dropout of whole channels as a layer, as torch.nn.FeatureAlphaDropout: forward takes the `shape` [N, C, …].
 *
 * @example
 * import { FeatureAlphaDropout } from 'native-dropout';
 * const layer = new FeatureAlphaDropout(0.1);
 * const y = layer.forward(new Float32Array(2 * 3 * 10), { shape: [2, 3, 10] });
 */
export class FeatureAlphaDropout extends ArrayLayer<ShapeOption> {
  /**
   * @param p Probability of dropping a channel, in [0, 1].
   * @throws {TypeError | RangeError} if p or an option is not what it should be.
   */
  constructor(p = 0.5, options?: LayerOptions) {
    super(FEATURE_ALPHA_DROPOUT, p, options);
  }
}
