import { checkChoice } from '../check.js';
import type { Form } from '../form.js';
import { channelForm } from '../functional/channel-dropout.js';
import type { Settings } from '../options.js';
import type { ScalingOption } from '../select.js';
import type { ShapeOption } from '../shape.js';
import { ArrayLayer } from './array-layer.js';
import { layerFace } from './layer.js';
import type { LayerOptions } from './options.js';

export interface SpatialSettings extends ScalingOption {
  /** Where the channels are: the last axis, or the one behind the samples. 'channels_last' when left out. */
  dataFormat?: 'channels_last' | 'channels_first' | undefined;
}

const FACE1 = layerFace('SpatialDropout1D', ['scaling']);
const FACE2 = layerFace('SpatialDropout2D', ['dataFormat', 'scaling']);
const FACE3 = layerFace('SpatialDropout3D', ['dataFormat', 'scaling']);

function spatialForm(axes: 1 | 2 | 3, { dataFormat = 'channels_last', scaling }: Settings): Form {
  const format = checkChoice('dataFormat', dataFormat, ['channels_last', 'channels_first']);
  return channelForm(axes, { channelsLast: format === 'channels_last', scaling });
}

/**
 * Dropout of whole feature maps, as keras.layers.SpatialDropout1D: forward takes the `shape` [N, L, C]
 * (Tompson et al., CVPR 2015). As a function it is {@link dropout1d} with `channelsLast`.
 *
 * @example
 * import { SpatialDropout1D } from 'native-dropout';
 * const layer = new SpatialDropout1D(0.5);
 * const y = layer.forward(new Float32Array(2 * 10 * 3).fill(1), { shape: [2, 10, 3] });
 */
export class SpatialDropout1D extends ArrayLayer<ShapeOption> {
  /**
   * @param p Probability of dropping a feature map, in [0, 1].
   * @throws {TypeError | RangeError} if p or an option is not what it should be.
   */
  constructor(p: number, options?: LayerOptions & ScalingOption) {
    super(FACE1, 'SpatialDropout1D', (settings) => spatialForm(1, settings), p, options);
  }
}

/**
 * Dropout of whole feature maps, as keras.layers.SpatialDropout2D: forward takes the `shape` [N, H, W, C], or [N, C, H, W] with `dataFormat` 'channels_first'
 * (Tompson et al., CVPR 2015). As a function it is {@link dropout2d} with `channelsLast`.
 *
 * @example
 * import { SpatialDropout2D } from 'native-dropout';
 * const layer = new SpatialDropout2D(0.5);
 * const y = layer.forward(new Float32Array(2 * 8 * 8 * 3).fill(1), { shape: [2, 8, 8, 3] });
 */
export class SpatialDropout2D extends ArrayLayer<ShapeOption> {
  /**
   * @param p Probability of dropping a feature map, in [0, 1].
   * @throws {TypeError | RangeError} if p or an option is not what it should be.
   */
  constructor(p: number, options?: LayerOptions & SpatialSettings) {
    super(FACE2, 'SpatialDropout2D', (settings) => spatialForm(2, settings), p, options);
  }
}

/**
 * Dropout of whole feature maps, as keras.layers.SpatialDropout3D: forward takes the `shape` [N, D, H, W, C], or [N, C, D, H, W] with `dataFormat` 'channels_first'
 * (Tompson et al., CVPR 2015). As a function it is {@link dropout3d} with `channelsLast`.
 *
 * @example
 * import { SpatialDropout3D } from 'native-dropout';
 * const layer = new SpatialDropout3D(0.5);
 * const y = layer.forward(new Float32Array(2 * 4 * 8 * 8 * 3).fill(1), { shape: [2, 4, 8, 8, 3] });
 */
export class SpatialDropout3D extends ArrayLayer<ShapeOption> {
  /**
   * @param p Probability of dropping a feature map, in [0, 1].
   * @throws {TypeError | RangeError} if p or an option is not what it should be.
   */
  constructor(p: number, options?: LayerOptions & SpatialSettings) {
    super(FACE3, 'SpatialDropout3D', (settings) => spatialForm(3, settings), p, options);
  }
}
