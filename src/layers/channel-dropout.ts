import { type ChannelSettings, DROPOUT_1D, DROPOUT_2D, DROPOUT_3D } from '../functional/channel-dropout.js';
import type { ShapeOption } from '../input/shape.js';
import { ArrayLayer } from './array-layer.js';
import type { LayerOptions } from './options.js';

/**
 * Drops whole channels of sequences, as torch.nn.Dropout1d. Forward takes the `shape` [N, C, L], or [C, L] for one sample;
 * with `channelsLast` [N, L, C] or [L, C].
 *
 * @example
 * import { Dropout1d } from 'native-dropout';
 * const layer = new Dropout1d(0.5);
 * const y = layer.forward(new Float32Array(2 * 3 * 10).fill(1), { shape: [2, 3, 10] });
 * const dx = layer.backward(new Float32Array(2 * 3 * 10).fill(1));
 */
export class Dropout1d extends ArrayLayer<ShapeOption> {
  /**
   * Makes a layer that drops whole channels of sequences in training.
   * @param p Probability of dropping a channel, in [0, 1]. Default: 0.5.
   * @param options {@link LayerOptions} and {@link ChannelSettings}
   * @throws {TypeError | RangeError} if p or an option is wrong.
   */
  constructor(p?: number, options?: LayerOptions & ChannelSettings) {
    super(DROPOUT_1D, p, options);
  }
}

/**
 * Drops whole channels of images, as torch.nn.Dropout2d. Forward takes the `shape` [N, C, H, W], or [C, H, W] for one
 * image; with `channelsLast` [N, H, W, C] or [H, W, C].
 *
 * @example
 * import { Dropout2d } from 'native-dropout';
 * const layer = new Dropout2d(0.5);
 * const y = layer.forward(new Float32Array(2 * 3 * 8 * 8).fill(1), { shape: [2, 3, 8, 8] });
 * const dx = layer.backward(new Float32Array(2 * 3 * 8 * 8).fill(1));
 */
export class Dropout2d extends ArrayLayer<ShapeOption> {
  /**
   * Makes a layer that drops whole channels of images in training.
   * @param p Probability of dropping a channel, in [0, 1]. Default: 0.5.
   * @param options {@link LayerOptions} and {@link ChannelSettings}
   * @throws {TypeError | RangeError} if p or an option is wrong.
   */
  constructor(p?: number, options?: LayerOptions & ChannelSettings) {
    super(DROPOUT_2D, p, options);
  }
}

/**
 * Drops whole channels of volumes, as torch.nn.Dropout3d. Forward takes the `shape` [N, C, D, H, W], or [C, D, H, W] for
 * one volume; with `channelsLast` [N, D, H, W, C] or [D, H, W, C].
 *
 * @example
 * import { Dropout3d } from 'native-dropout';
 * const layer = new Dropout3d(0.5);
 * const y = layer.forward(new Float32Array(2 * 3 * 4 * 8 * 8).fill(1), { shape: [2, 3, 4, 8, 8] });
 * const dx = layer.backward(new Float32Array(2 * 3 * 4 * 8 * 8).fill(1));
 */
export class Dropout3d extends ArrayLayer<ShapeOption> {
  /**
   * Makes a layer that drops whole channels of volumes in training.
   * @param p Probability of dropping a channel, in [0, 1]. Default: 0.5.
   * @param options {@link LayerOptions} and {@link ChannelSettings}
   * @throws {TypeError | RangeError} if p or an option is wrong.
   */
  constructor(p?: number, options?: LayerOptions & ChannelSettings) {
    super(DROPOUT_3D, p, options);
  }
}
