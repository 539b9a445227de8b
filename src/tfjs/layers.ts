import { peers } from '#tfjs';
import type { DropPathSettings } from '../functional/drop-path.js';
import { checkConfig } from './check-config.js';
import type { Layers } from './core.js';
import type { BlockOptions, DataFormatOption, NoiseShapeOption } from './functions.js';
import { classesOf, type Layer, type LayerArgs } from './layer-classes.js';
import { LAYER_ROWS, type LayerName } from './layer-rows.js';
import { checkLayers } from './load-peers.js';

interface Seeded {
  /**
   * A number, bigint or string: the layer makes its own sequence of masks. Its saved config contains the position in the
   * sequence, so that a loaded model continues there. Default: masks come from the default generator.
   */
  seed?: number | bigint | string | undefined;
}

/** The config of layers with a rate, beside the fields of every layer of TensorFlow.js. */
export interface RateArgs extends LayerArgs, Seeded {
  /** The probability of dropping, in [0, 1]; below 1 for GaussianDropout. */
  rate: number;
}

/** The config of GaussianNoise, beside the fields of every layer of TensorFlow.js. */
export interface StddevArgs extends LayerArgs, Seeded {
  /** The standard deviation: a finite number that is not negative. */
  stddev: number;
}

/** The layers, each with the function of its name in this entry point. */
interface ModelLayers {
  /**
   * Zeroes each element with probability `rate` in training, as tf.layers.dropout.
   * @param config `rate`, `noiseShape`, `seed`
   */
  dropout(config: RateArgs & NoiseShapeOption): Layer;
  /**
   * Drops whole channels of sequences [N, L, C] in training, as tf.layers.spatialDropout1d.
   * @param config `rate`, `seed`
   */
  spatialDropout1d(config: RateArgs): Layer;
  /**
   * Drops whole channels of images in training: [N, H, W, C], or [N, C, H, W] with channels first.
   * @param config `rate`, `dataFormat`, `seed`
   */
  spatialDropout2d(config: RateArgs & DataFormatOption): Layer;
  /**
   * Drops whole channels of volumes in training: [N, D, H, W, C], or [N, C, D, H, W] with channels first.
   * @param config `rate`, `dataFormat`, `seed`
   */
  spatialDropout3d(config: RateArgs & DataFormatOption): Layer;
  /**
   * Drops elements in training and preserves mean 0 and variance 1, for networks of SELUs, as tf.layers.alphaDropout.
   * @param config `rate`, `noiseShape`, `seed`
   */
  alphaDropout(config: RateArgs & NoiseShapeOption): Layer;
  /**
   * Drops whole channels [N, …, C], or [N, C, …] with channels first, in training as {@link ModelLayers.alphaDropout} does.
   * @param config `rate`, `dataFormat`, `seed`
   */
  featureAlphaDropout(config: RateArgs & DataFormatOption): Layer;
  /**
   * Multiplies by normal random numbers with mean 1 and standard deviation √(rate / (1 - rate)) in training, as
   * tf.layers.gaussianDropout.
   * @param config `rate`, `seed`
   */
  gaussianDropout(config: RateArgs): Layer;
  /**
   * Adds normal random numbers with mean 0 in training, as tf.layers.gaussianNoise.
   * @param config `stddev`, `seed`
   */
  gaussianNoise(config: StddevArgs): Layer;
  /**
   * Drops whole samples of a residual branch [N, …] in training (stochastic depth).
   * @param config `rate`, `mode`, `scaleByKeep`, `seed`
   */
  dropPath(config: RateArgs & Omit<DropPathSettings, 'scaling'>): Layer;
  /**
   * Drops blocks of images in training: [N, H, W, C], or [N, C, H, W] with channels first.
   * @param config `rate`, `blockSize`, `gammaScale`, `coupleChannels`, `scale`, `dataFormat`, `seed`
   */
  dropBlock2d(config: RateArgs & BlockOptions): Layer;
  /**
   * Drops blocks of volumes in training: [N, D, H, W, C], or [N, C, D, H, W] with channels first.
   * @param config `rate`, `blockSize`, `gammaScale`, `coupleChannels`, `scale`, `dataFormat`, `seed`
   */
  dropBlock3d(config: RateArgs & BlockOptions): Layer;
  /**
   * Drops the same features in all steps of sequences [N, T, C] in training.
   * @param config `rate`, `seed`
   */
  lockedDropout(config: RateArgs): Layer;
}

type Base = Layers['layers']['Layer'];

/** Makes the layers of the copy of TensorFlow.js that has this base class. */
function layersOf(base: () => Base): ModelLayers {
  const of =
    (name: LayerName) =>
    (config: LayerArgs): Layer => {
      checkConfig(LAYER_ROWS[name], config);
      return new (classesOf(base())[name])(config);
    };
  return {
    dropout: of('Dropout'),
    spatialDropout1d: of('SpatialDropout1D'),
    spatialDropout2d: of('SpatialDropout2D'),
    spatialDropout3d: of('SpatialDropout3D'),
    alphaDropout: of('AlphaDropout'),
    featureAlphaDropout: of('FeatureAlphaDropout'),
    gaussianDropout: of('GaussianDropout'),
    gaussianNoise: of('GaussianNoise'),
    dropPath: of('DropPath'),
    dropBlock2d: of('DropBlock2d'),
    dropBlock3d: of('DropBlock3d'),
    lockedDropout: of('LockedDropout'),
  };
}

/**
 * Layers for tf.sequential, tf.model and apply(), with the names and configs of Keras if Keras has the layer. They drop
 * only in training: in fit(), apply(x, { training: true }) and monteCarlo(). They belong to the TensorFlow.js of the last
 * `install`, or else to the copy that Node.js finds from this package.
 *
 * @throws {TypeError | RangeError} if a config is wrong.
 * @throws {Error} if there is no TensorFlow.js, as in a bundle before `install`.
 *
 * @example
 * import * as tf from '@tensorflow/tfjs';
 * import { layers } from 'native-dropout/tfjs';
 * const model = tf.sequential();
 * model.add(tf.layers.dense({ units: 8, activation: 'relu', inputShape: [4] }));
 * model.add(layers.dropout({ rate: 0.5, seed: 42 }));
 */
export const layers: ModelLayers = layersOf(() => peers.layers().layers.Layer);

/**
 * Makes {@link layers} for one copy of TensorFlow.js: in a bundle without `install`, or if a process has several copies.
 *
 * @param tf TensorFlow.js, as it was imported.
 * @throws {TypeError} if tf has no layers.
 *
 * @example
 * import * as tf from '@tensorflow/tfjs';
 * import { layersFor } from 'native-dropout/tfjs';
 * const layer = layersFor(tf).dropout({ rate: 0.5 });
 */
export function layersFor(tf: Layers): ModelLayers {
  const { Layer } = checkLayers(tf).layers;
  return layersOf(() => Layer);
}
