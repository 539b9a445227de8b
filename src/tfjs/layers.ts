import { peers } from '#tfjs';
import type { DropBlockSettings } from '../functional/drop-block.js';
import type { DropPathSettings } from '../functional/drop-path.js';
import type { NoiseShapeOption } from './functions.js';
import { classesOf, type Layer, type LayerArgs } from './layer-classes.js';
import type { LayerName } from './layer-rows.js';

/** What all layers take beside what every layer of TensorFlow.js does. */
interface Seeded {
  /**
   * A number, bigint or text: the layer makes a sequence of masks of its own, whose position is in its config, so that a
   * model that was saved and loaded goes on in it. Without one, masks are those of the default generator.
   */
  seed?: number | bigint | string | undefined;
}

export interface RateArgs extends LayerArgs, Seeded {
  /** The probability of dropping, in [0, 1]; of GaussianDropout it is below 1. */
  rate: number;
}

export interface StddevArgs extends LayerArgs, Seeded {
  /** The standard deviation, in [0, 1]. */
  stddev: number;
}

export interface DataFormatOption {
  /** Where the channels are: 'channelsLast' when left out. */
  dataFormat?: 'channelsFirst' | 'channelsLast' | undefined;
}

const layer =
  <Args extends LayerArgs>(name: LayerName) =>
  (config: Args): Layer =>
    new (classesOf(peers.layers().layers.Layer)[name])(config);

/**
 * Layers for tf.sequential, tf.model and apply(), with the names and configs of Keras where it has them. They drop in
 * training alone (fit, `apply(x, { training: true })`, monteCarlo), and each has the function of its name.
 *
 * @throws {TypeError | RangeError} if a config is not what it should be.
 * @throws {Error} if TensorFlow.js is not installed.
 *
 * @example
 * import * as tf from '@tensorflow/tfjs';
 * import { layers } from 'native-dropout/tfjs';
 * const model = tf.sequential();
 * model.add(tf.layers.dense({ units: 8, activation: 'relu', inputShape: [4] }));
 * model.add(layers.dropout({ rate: 0.5, seed: 42 }));
 */
export const layers = {
  dropout: layer<RateArgs & NoiseShapeOption>('Dropout'),
  /** [N, L, C]. */
  spatialDropout1d: layer<RateArgs>('SpatialDropout1D'),
  /** [N, H, W, C], or [N, C, H, W] with channels first. */
  spatialDropout2d: layer<RateArgs & DataFormatOption>('SpatialDropout2D'),
  /** [N, D, H, W, C], or [N, C, D, H, W] with channels first. */
  spatialDropout3d: layer<RateArgs & DataFormatOption>('SpatialDropout3D'),
  alphaDropout: layer<RateArgs & NoiseShapeOption>('AlphaDropout'),
  /** [N, C, …]. */
  featureAlphaDropout: layer<RateArgs>('FeatureAlphaDropout'),
  gaussianDropout: layer<RateArgs>('GaussianDropout'),
  gaussianNoise: layer<StddevArgs>('GaussianNoise'),
  dropPath: layer<RateArgs & Omit<DropPathSettings, 'scaling'>>('DropPath'),
  /** [N, C, H, W]. */
  dropBlock2d: layer<RateArgs & DropBlockSettings>('DropBlock2d'),
  /** [N, C, D, H, W]. */
  dropBlock3d: layer<RateArgs & DropBlockSettings>('DropBlock3d'),
  /** [N, T, C]. */
  lockedDropout: layer<RateArgs>('LockedDropout'),
} as const;
