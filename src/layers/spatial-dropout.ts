import type { ScalingOption } from '../form/select.js';
import {
  SPATIAL_DROPOUT_1D,
  SPATIAL_DROPOUT_2D,
  SPATIAL_DROPOUT_3D,
  type SpatialSettings,
} from '../functional/channel-dropout.js';
import type { ShapeOption } from '../input/shape.js';
import { ArrayLayer } from './array-layer.js';
import type { LayerOptions } from './options.js';

/**
 * Drops whole feature maps of sequences, as keras.layers.SpatialDropout1D (Tompson et al., CVPR 2015). Forward takes the
 * `shape` [N, L, C]. The function for it is {@link dropout1d} with `channelsLast`.
 *
 * @example
 * import { SpatialDropout1D } from 'native-dropout';
 * const layer = new SpatialDropout1D(0.5);
 * const y = layer.forward(new Float32Array(2 * 10 * 3).fill(1), { shape: [2, 10, 3] });
 */
export class SpatialDropout1D extends ArrayLayer<ShapeOption> {
  /**
   * Makes a layer that drops whole feature maps of sequences in training.
   * @param p Probability of dropping a feature map, in [0, 1].
   * @param options {@link LayerOptions} and {@link ScalingOption}
   * @throws {TypeError | RangeError} if p or an option is wrong.
   */
  constructor(p: number, options?: LayerOptions & ScalingOption) {
    super(SPATIAL_DROPOUT_1D, p, options);
  }
}

/**
 * Drops whole feature maps of images, as keras.layers.SpatialDropout2D (Tompson et al., CVPR 2015). Forward takes the
 * `shape` [N, H, W, C], or [N, C, H, W] with `dataFormat: 'channels_first'`. The function for it is {@link dropout2d} with
 * `channelsLast`.
 *
 * @example
 * import { SpatialDropout2D } from 'native-dropout';
 * const layer = new SpatialDropout2D(0.5);
 * const y = layer.forward(new Float32Array(2 * 8 * 8 * 3).fill(1), { shape: [2, 8, 8, 3] });
 */
export class SpatialDropout2D extends ArrayLayer<ShapeOption> {
  /**
   * Makes a layer that drops whole feature maps of images in training.
   * @param p Probability of dropping a feature map, in [0, 1].
   * @param options {@link LayerOptions} and {@link SpatialSettings}
   * @throws {TypeError | RangeError} if p or an option is wrong.
   */
  constructor(p: number, options?: LayerOptions & SpatialSettings) {
    super(SPATIAL_DROPOUT_2D, p, options);
  }
}

/**
 * Drops whole feature maps of volumes, as keras.layers.SpatialDropout3D (Tompson et al., CVPR 2015). Forward takes the
 * `shape` [N, D, H, W, C], or [N, C, D, H, W] with `dataFormat: 'channels_first'`. The function for it is {@link dropout3d}
 * with `channelsLast`.
 *
 * @example
 * import { SpatialDropout3D } from 'native-dropout';
 * const layer = new SpatialDropout3D(0.5);
 * const y = layer.forward(new Float32Array(2 * 4 * 8 * 8 * 3).fill(1), { shape: [2, 4, 8, 8, 3] });
 */
export class SpatialDropout3D extends ArrayLayer<ShapeOption> {
  /**
   * Makes a layer that drops whole feature maps of volumes in training.
   * @param p Probability of dropping a feature map, in [0, 1].
   * @param options {@link LayerOptions} and {@link SpatialSettings}
   * @throws {TypeError | RangeError} if p or an option is wrong.
   */
  constructor(p: number, options?: LayerOptions & SpatialSettings) {
    super(SPATIAL_DROPOUT_3D, p, options);
  }
}
