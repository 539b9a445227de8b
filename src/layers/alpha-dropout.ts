import { ALPHA_DROPOUT, FEATURE_ALPHA_DROPOUT } from '../functional/alpha-dropout.js';
import type { ChannelsOption } from '../functional/channel-dropout.js';
import type { ShapeOption } from '../input/shape.js';
import { ArrayLayer } from './array-layer.js';
import type { LayerOptions } from './options.js';

/**
 * Drops elements and preserves mean 0 and variance 1, for networks of SELUs, as torch.nn.AlphaDropout.
 * {@link alphaDropout} has the formula. PyTorch's layer ignores `inplace`; this one does not.
 *
 * @example
 * import { AlphaDropout } from 'native-dropout';
 * const layer = new AlphaDropout(0.1);
 * const y = layer.forward(Float32Array.of(-1, 0.5, 2));
 * const dx = layer.backward(Float32Array.of(1, 1, 1));
 */
export class AlphaDropout extends ArrayLayer {
  /**
   * Makes a layer that drops elements in training and preserves mean 0 and variance 1.
   * @param p Probability of dropping an element, in [0, 1]. Default: 0.5.
   * @param options {@link LayerOptions}
   * @throws {TypeError | RangeError} if p or an option is wrong.
   */
  constructor(p?: number, options?: LayerOptions) {
    super(ALPHA_DROPOUT, p, options);
  }
}

/**
 * Drops whole channels and preserves mean 0 and variance 1, as torch.nn.FeatureAlphaDropout. Forward takes the `shape`
 * [N, C, …], or [N, …, C] with `channelsLast`.
 *
 * @example
 * import { FeatureAlphaDropout } from 'native-dropout';
 * const layer = new FeatureAlphaDropout(0.1);
 * const y = layer.forward(new Float32Array(2 * 3 * 10), { shape: [2, 3, 10] });
 */
export class FeatureAlphaDropout extends ArrayLayer<ShapeOption> {
  /**
   * Makes a layer that drops whole channels in training and preserves mean 0 and variance 1.
   * @param p Probability of dropping a channel, in [0, 1]. Default: 0.5.
   * @param options {@link LayerOptions} and {@link ChannelsOption}
   * @throws {TypeError | RangeError} if p or an option is wrong.
   */
  constructor(p?: number, options?: LayerOptions & ChannelsOption) {
    super(FEATURE_ALPHA_DROPOUT, p, options);
  }
}
