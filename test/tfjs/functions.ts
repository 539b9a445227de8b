/** Every function of one tensor, and the one of native-dropout that it must equal. */

import type { Tensor } from '@tensorflow/tfjs-core';
import * as native from 'native-dropout';
import * as ours from 'native-dropout/tfjs';

export interface FunctionRow {
  name: string;
  call: (x: Tensor | readonly unknown[], rate: number, options?: object) => Tensor;
  /** The function of arrays that must give the same numbers. */
  native: (x: Float32Array, rate: number, options: object) => Float32Array;
  shapes: readonly (readonly number[])[];
  /** Kept elements are only multiplied: nothing is added. */
  linear: boolean;
  /** The rate must be below 1. */
  belowOne: boolean;
}

type Native = FunctionRow['native'];
type Call = FunctionRow['call'];
type Shapes = FunctionRow['shapes'];

/** Around the words, vectors and groups of masks, of every number of axes. */
const ANY: Shapes = [
  [],
  ...[1, 2, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 129].map((n) => [n]),
  [3, 43],
  [2, 3, 7],
  [2, 3, 5, 7],
  [1, 2, 1, 5, 7],
  [2, 1, 3, 2, 2, 3],
  [150_001],
];

function row(
  name: string,
  call: unknown,
  of: unknown,
  shapes: Shapes,
  {
    own = {},
    nativeOwn = own,
    linear = true,
    belowOne = false,
  }: { own?: object; nativeOwn?: object; linear?: boolean; belowOne?: boolean } = {},
): FunctionRow {
  return {
    name,
    call: (x, rate, options = {}) => (call as Call)(x, rate, { ...own, ...options }),
    native: (x, rate, options) => (of as Native)(x, rate, { ...nativeOwn, ...options }),
    shapes,
    linear,
    belowOne,
  };
}

/** Gaussian functions take no shape. */
const flat =
  (of: unknown): Native =>
  (x, rate, options) =>
    (of as Native)(x, rate, { ...options, shape: undefined });

/** dropout() has its own order of arguments. */
const plain =
  (noiseShape?: ours.NoiseShape | null): Call =>
  (x, rate, options = {}) => {
    const { seed } = options as ours.TensorOptions;
    return ours.dropout(x as Tensor, rate, noiseShape, seed);
  };

const last = { nativeOwn: { channelsLast: true } };
const firstAlone = { own: { dataFormat: 'channelsFirst' }, nativeOwn: {} };
const coupled = { blockSize: 2, coupleChannels: true, scale: 1.5, gammaScale: 0.7 };
const noiseShape = [null, 1, 7];

export const functions: readonly FunctionRow[] = [
  row('dropout', plain(), native.dropout, ANY),
  row('dropout, null for noise shape', plain(null), native.dropout, [[40]]),
  row('dropout, noise shape', plain(noiseShape), native.dropout, [[6, 5, 7]], { nativeOwn: { noiseShape } }),
  row('dropout, noise shape of the first axis', plain([1, 9]), native.dropout, [[40, 9]], {
    nativeOwn: { noiseShape: [1, null] },
  }),
  row('dropout, shared in and out', plain([1, 3, 1, 4]), native.dropout, [[2, 3, 5, 4]], {
    nativeOwn: { noiseShape: [1, null, 1, null] },
  }),
  row('options of dropout', ours.dropout, native.dropout, [[40], [129], [6, 5, 7]]),
  row('options of dropout, noise shape', ours.dropout, native.dropout, [[6, 5, 7]], { own: { noiseShape } }),
  row('alphaDropout', ours.alphaDropout, native.alphaDropout, ANY, { linear: false }),
  row('alphaDropout, noise shape', ours.alphaDropout, native.featureAlphaDropout, [[6, 5, 7]], {
    own: { noiseShape: [null, null, 1] },
    nativeOwn: {},
    linear: false,
  }),
  row(
    'featureAlphaDropout',
    ours.featureAlphaDropout,
    native.featureAlphaDropout,
    [
      [20, 3],
      [2, 9, 33],
    ],
    { ...last, linear: false },
  ),
  row('featureAlphaDropout, channels first', ours.featureAlphaDropout, native.featureAlphaDropout, [[2, 9, 33]], {
    own: { dataFormat: 'channels_first' },
    nativeOwn: {},
    linear: false,
  }),
  row('gaussianDropout', ours.gaussianDropout, flat(native.gaussianDropout), ANY, { belowOne: true }),
  row('gaussianNoise', ours.gaussianNoise, flat(native.gaussianNoise), ANY, { linear: false }),
  row('spatialDropout1d', ours.spatialDropout1d, native.dropout1d, [[6, 5, 7]], last),
  row('spatialDropout2d', ours.spatialDropout2d, native.dropout2d, [[6, 3, 4, 7]], last),
  row('spatialDropout3d', ours.spatialDropout3d, native.dropout3d, [[2, 2, 3, 4, 7]], last),
  row('dropPath', ours.dropPath, native.dropPath, [[40], [40, 3], [33, 2, 2]]),
  row('dropPath of a batch', ours.dropPath, native.dropPath, [[40, 3]], { own: { mode: 'batch' } }),
  row('dropPath, unscaled', ours.dropPath, native.dropPath, [[40, 3]], { own: { scaleByKeep: false } }),
  row('spatialDropout2d, channels first', ours.spatialDropout2d, native.dropout2d, [[3, 4, 5, 7]], firstAlone),
  row('spatialDropout3d, channels first', ours.spatialDropout3d, native.dropout3d, [[3, 2, 4, 5, 7]], firstAlone),
  row('dropBlock2d', ours.dropBlock2d, native.dropBlock2d, [[3, 9, 8, 2]], {
    own: { blockSize: 3 },
    nativeOwn: { blockSize: 3, channelsLast: true },
  }),
  row('dropBlock2d, channels first', ours.dropBlock2d, native.dropBlock2d, [[3, 2, 9, 8]], {
    own: { blockSize: 3, dataFormat: 'channels_first' },
    nativeOwn: { blockSize: 3 },
  }),
  row('dropBlock2d, coupled and scaled', ours.dropBlock2d, native.dropBlock2d, [[3, 9, 8, 2]], {
    own: coupled,
    nativeOwn: { ...coupled, channelsLast: true },
  }),
  row('dropBlock3d', ours.dropBlock3d, native.dropBlock3d, [[2, 5, 6, 4, 2]], {
    own: { blockSize: 2 },
    nativeOwn: { blockSize: 2, channelsLast: true },
  }),
  row('lockedDropout', ours.lockedDropout, native.lockedDropout, [[6, 5, 7]], { nativeOwn: { batchFirst: true } }),
  row('embeddingDropout', ours.embeddingDropout, native.embeddingDropout, [[40, 9]]),
  row('weightDrop', ours.weightDrop, native.weightDrop, [[6, 35], [33]]),
  row('weightDrop, variational', ours.weightDrop, native.weightDrop, [[40, 9]], { own: { variational: true } }),
];
