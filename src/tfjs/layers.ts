import { peers } from '#tfjs';
import type { DropBlockSettings } from '../functional/drop-block.js';
import type { DropPathSettings } from '../functional/drop-path.js';
import { checkConfig } from './check-config.js';
import type { NoiseShapeOption } from './functions.js';
import { classesOf, type Layer, type LayerArgs } from './layer-classes.js';
import { LAYER_ROWS, type LayerName } from './layer-rows.js';
import { checkLayers, type Layers } from './load-peers.js';

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
  /** The standard deviation: a finite number that is not negative. */
  stddev: number;
}

export interface DataFormatOption {
  /** Where the channels are: 'channelsLast' when left out. */
  dataFormat?: 'channelsFirst' | 'channelsLast' | undefined;
}

type Base = Layers['layers']['Layer'];

/** Of the copy of TensorFlow.js that has the base class. */
function layersOf(base: () => Base) {
  const of =
    <Args extends LayerArgs>(name: LayerName) =>
    (config: Args): Layer => {
      checkConfig(LAYER_ROWS[name], config);
      return new (classesOf(base())[name])(config);
    };
  return {
    dropout: of<RateArgs & NoiseShapeOption>('Dropout'),
    /** [N, L, C]. */
    spatialDropout1d: of<RateArgs>('SpatialDropout1D'),
    /** [N, H, W, C], or [N, C, H, W] with channels first. */
    spatialDropout2d: of<RateArgs & DataFormatOption>('SpatialDropout2D'),
    /** [N, D, H, W, C], or [N, C, D, H, W] with channels first. */
    spatialDropout3d: of<RateArgs & DataFormatOption>('SpatialDropout3D'),
    alphaDropout: of<RateArgs & NoiseShapeOption>('AlphaDropout'),
    /** [N, C, …]. */
    featureAlphaDropout: of<RateArgs>('FeatureAlphaDropout'),
    gaussianDropout: of<RateArgs>('GaussianDropout'),
    gaussianNoise: of<StddevArgs>('GaussianNoise'),
    dropPath: of<RateArgs & Omit<DropPathSettings, 'scaling'>>('DropPath'),
    /** [N, C, H, W]. */
    dropBlock2d: of<RateArgs & DropBlockSettings>('DropBlock2d'),
    /** [N, C, D, H, W]. */
    dropBlock3d: of<RateArgs & DropBlockSettings>('DropBlock3d'),
    /** [N, T, C]. */
    lockedDropout: of<RateArgs>('LockedDropout'),
  } as const;
}

/**
 * Layers for tf.sequential, tf.model and apply(), with the names and configs of Keras where it has them. They drop in
 * training alone (fit, `apply(x, { training: true })`, monteCarlo), and each has the function of its name. They are of the
 * TensorFlow.js that was given to the last `install`, or else of the one that Node.js finds from here.
 *
 * @throws {TypeError | RangeError} if a config is not what it should be.
 * @throws {Error} if there is no such TensorFlow.js, as in a bundle before `install`.
 *
 * @example
 * import * as tf from '@tensorflow/tfjs';
 * import { layers } from 'native-dropout/tfjs';
 * const model = tf.sequential();
 * model.add(tf.layers.dense({ units: 8, activation: 'relu', inputShape: [4] }));
 * model.add(layers.dropout({ rate: 0.5, seed: 42 }));
 */
export const layers = layersOf(() => peers.layers().layers.Layer);

/**
 * {@link layers} of this copy of TensorFlow.js: in a bundle without `install`, and if a process has several copies.
 *
 * @param tf TensorFlow.js, as it was imported.
 * @throws {TypeError} if tf has no layers.
 *
 * @example
 * import * as tf from '@tensorflow/tfjs';
 * import { layersFor } from 'native-dropout/tfjs';
 * const layer = layersFor(tf).dropout({ rate: 0.5 });
 */
export function layersFor(tf: Layers): typeof layers {
  const { Layer } = checkLayers(tf).layers;
  return layersOf(() => Layer);
}
