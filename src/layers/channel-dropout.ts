import { type ChannelSettings, DROPOUT_1D, DROPOUT_2D, DROPOUT_3D } from '../functional/channel-dropout.js';
import type { ShapeOption } from '../input/shape.js';
import { ArrayLayer } from './array-layer.js';
import type { LayerOptions } from './options.js';

/**
 * Dropout of whole channels of sequences as a layer, as torch.nn.Dropout1d: {@link dropout1d} says what shapes mean.
 *
 * @example
 * import { Dropout1d } from 'native-dropout';
 * const layer = new Dropout1d(0.5);
 * const y = layer.forward(new Float32Array(2 * 3 * 10).fill(1), { shape: [2, 3, 10] });
 * const dx = layer.backward(new Float32Array(2 * 3 * 10).fill(1));
 */
export class Dropout1d extends ArrayLayer<ShapeOption> {
  /**
   * @param p Probability of dropping a channel, in [0, 1].
   * @throws {TypeError | RangeError} if p or an option is not what it should be.
   */
  constructor(p = 0.5, options?: LayerOptions & ChannelSettings) {
    super(DROPOUT_1D, p, options);
  }
}

/**
 * Dropout of whole channels of images as a layer, as torch.nn.Dropout2d: {@link dropout2d} says what shapes mean.
 *
 * @example
 * import { Dropout2d } from 'native-dropout';
 * const layer = new Dropout2d(0.5);
 * const y = layer.forward(new Float32Array(2 * 3 * 8 * 8).fill(1), { shape: [2, 3, 8, 8] });
 * const dx = layer.backward(new Float32Array(2 * 3 * 8 * 8).fill(1));
 */
export class Dropout2d extends ArrayLayer<ShapeOption> {
  /**
   * @param p Probability of dropping a channel, in [0, 1].
   * @throws {TypeError | RangeError} if p or an option is not what it should be.
   */
  constructor(p = 0.5, options?: LayerOptions & ChannelSettings) {
    super(DROPOUT_2D, p, options);
  }
}

/**
 * Dropout of whole channels of volumes as a layer, as torch.nn.Dropout3d: {@link dropout3d} says what shapes mean.
 *
 * @example
 * import { Dropout3d } from 'native-dropout';
 * const layer = new Dropout3d(0.5);
 * const y = layer.forward(new Float32Array(2 * 3 * 4 * 8 * 8).fill(1), { shape: [2, 3, 4, 8, 8] });
 * const dx = layer.backward(new Float32Array(2 * 3 * 4 * 8 * 8).fill(1));
 */
export class Dropout3d extends ArrayLayer<ShapeOption> {
  /**
   * @param p Probability of dropping a channel, in [0, 1].
   * @throws {TypeError | RangeError} if p or an option is not what it should be.
   */
  constructor(p = 0.5, options?: LayerOptions & ChannelSettings) {
    super(DROPOUT_3D, p, options);
  }
}
