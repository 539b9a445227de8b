/** Every layer, with each of its settings, and the function of native-dropout that it must equal in training. */

import * as native from 'native-dropout';
import { layers } from 'native-dropout/tfjs';

export type Layer = ReturnType<typeof layers.dropout>;

export interface LayerRow {
  /** The function that makes the layer, in `layers`, and in tf.layers if it has one. */
  name: keyof typeof layers;
  /** The name and the config. */
  title: string;
  /** The name of its class in files. */
  className: string;
  /** Its config without the seed. */
  config: object;
  make: (more?: object) => Layer;
  shape: readonly number[];
  /** Applies the next draw of `generator` to the numbers of a tensor of this shape. */
  native: (x: Float32Array, generator: native.Generator) => Float32Array;
}

type Native = (x: Float32Array, rate: number, options: object) => Float32Array;

function row(
  name: LayerRow['name'],
  className: string,
  of: unknown,
  shape: readonly number[],
  config: object,
  settings: object = {},
): LayerRow {
  const make = layers[name] as (config: object) => Layer;
  const { rate } = { rate: 0.4, ...config };
  const own = { rate, ...config };
  return {
    name,
    title: `${name} ${JSON.stringify(own)}`,
    className,
    config: own,
    make: (more = {}) => make({ ...own, ...more }),
    shape,
    native: (x, generator) => (of as Native)(x, rate, { shape, generator, ...settings }),
  };
}

const flat = { shape: undefined };
const last = { channelsLast: true };
const first = { dataFormat: 'channelsFirst' };
const path = { mode: 'batch', scaleByKeep: false } as const;
const block = { blockSize: 2, gammaScale: 0.7, coupleChannels: true, scale: 1.5 };
const maps = { noiseShape: [null, null, 1] };
const shared = { noiseShape: [null, 1, 7] };

const noise: LayerRow = {
  name: 'gaussianNoise',
  title: 'gaussianNoise {"stddev":0.4}',
  className: 'GaussianNoise',
  config: { stddev: 0.4 },
  make: (more = {}) => layers.gaussianNoise({ stddev: 0.4, ...more }),
  shape: [6, 35],
  native: (x, generator) => native.gaussianNoise(x, 0.4, { generator }),
};

export const layerRows: readonly LayerRow[] = [
  row('dropout', 'Dropout', native.dropout, [6, 35], {}),
  row('dropout', 'Dropout', native.dropout, [6, 5, 7], shared, shared),
  row('spatialDropout1d', 'SpatialDropout1D', native.dropout1d, [6, 5, 7], {}, last),
  row('spatialDropout2d', 'SpatialDropout2D', native.dropout2d, [6, 3, 4, 7], {}, last),
  row('spatialDropout2d', 'SpatialDropout2D', native.dropout2d, [6, 7, 4, 3], first),
  row('spatialDropout2d', 'SpatialDropout2D', native.dropout2d, [6, 3, 4, 7], { dataFormat: 'channelsLast' }, last),
  row('spatialDropout3d', 'SpatialDropout3D', native.dropout3d, [6, 2, 3, 4, 7], {}, last),
  row('spatialDropout3d', 'SpatialDropout3D', native.dropout3d, [6, 7, 2, 3, 4], first),
  row('alphaDropout', 'AlphaDropout', native.alphaDropout, [6, 35], {}),
  row('alphaDropout', 'AlphaDropout', native.featureAlphaDropout, [6, 5, 7], maps),
  row('featureAlphaDropout', 'FeatureAlphaDropout', native.featureAlphaDropout, [6, 5, 7], {}, last),
  row('featureAlphaDropout', 'FeatureAlphaDropout', native.featureAlphaDropout, [6, 5, 7], first),
  row('gaussianDropout', 'GaussianDropout', native.gaussianDropout, [6, 35], {}, flat),
  noise,
  row('dropPath', 'DropPath', native.dropPath, [40, 3], {}),
  row('dropPath', 'DropPath', native.dropPath, [40, 3], path, path),
  row('dropBlock2d', 'DropBlock2d', native.dropBlock2d, [3, 9, 8, 2], {}, last),
  row('dropBlock2d', 'DropBlock2d', native.dropBlock2d, [3, 2, 9, 8], first),
  row('dropBlock2d', 'DropBlock2d', native.dropBlock2d, [3, 9, 8, 2], block, { ...block, ...last }),
  row('dropBlock3d', 'DropBlock3d', native.dropBlock3d, [2, 5, 6, 4, 2], { blockSize: 3 }, { blockSize: 3, ...last }),
  row('dropBlock3d', 'DropBlock3d', native.dropBlock3d, [2, 2, 5, 6, 4], { blockSize: 3, ...first }, { blockSize: 3 }),
  row('lockedDropout', 'LockedDropout', native.lockedDropout, [6, 5, 7], {}, { batchFirst: true }),
];
