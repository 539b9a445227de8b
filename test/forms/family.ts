/** Every form of one array whose kept elements are scaled: its function, its layer, and which elements share a mask element. */

import {
  type ArrayFunction,
  Dropout,
  Dropout1d,
  Dropout2d,
  Dropout3d,
  DropPath,
  dropout,
  dropout1d,
  dropout2d,
  dropout3d,
  dropPath,
  EmbeddingDropout,
  embeddingDropout,
  type LayerOptions,
  LockedDropout,
  lockedDropout,
  type Shape,
  SpatialDropout1D,
  SpatialDropout2D,
  SpatialDropout3D,
  WeightDrop,
  weightDrop,
} from '../../src/index.js';
import type { ArrayLayer } from '../../src/layers/array-layer.js';

export type AnyOptions = LayerOptions & { scaling?: 'train' | 'eval' };

export interface FormRow {
  name: string;
  call: ArrayFunction<{ shape?: Shape }>;
  /** Options that select this variant of the form. */
  own: object;
  layer: (p: number, options: AnyOptions) => ArrayLayer<{ shape?: Shape }>;
  shape: readonly number[];
  /** 1 for each axis along which elements share a mask element. */
  noiseShape: readonly number[];
}

type LayerClass = new (p: number, options: object) => ArrayLayer<{ shape: Shape }>;

function row(
  name: string,
  call: unknown,
  Class: unknown,
  shape: readonly number[],
  noiseShape: readonly number[],
  own: object = {},
  layerOwn = own,
): FormRow {
  const layer = (p: number, options: AnyOptions) => new (Class as LayerClass)(p, { ...layerOwn, ...options });
  return { name, call: call as FormRow['call'], own, layer: layer as FormRow['layer'], shape, noiseShape };
}

const last = { channelsLast: true };
const first = { dataFormat: 'channels_first' };

export const forms: readonly FormRow[] = [
  row('Dropout', dropout, Dropout, [6, 35], [6, 35]),
  row('Dropout with a noise shape', dropout, Dropout, [6, 5, 7], [6, 1, 7], { noiseShape: [null, 1, 7] }),
  row('Dropout1d', dropout1d, Dropout1d, [6, 3, 33], [6, 3, 1]),
  row('Dropout1d of one sample', dropout1d, Dropout1d, [6, 33], [6, 1]),
  row('Dropout1d, channels last', dropout1d, Dropout1d, [6, 9, 4], [6, 1, 4], last),
  row('Dropout1d of one sample, channels last', dropout1d, Dropout1d, [9, 40], [1, 40], last),
  row('Dropout2d', dropout2d, Dropout2d, [6, 3, 5, 7], [6, 3, 1, 1]),
  row('Dropout2d of one sample', dropout2d, Dropout2d, [6, 5, 7], [6, 1, 1]),
  row('Dropout2d, channels last', dropout2d, Dropout2d, [6, 5, 7, 3], [6, 1, 1, 3], last),
  row('Dropout3d', dropout3d, Dropout3d, [6, 3, 2, 5, 7], [6, 3, 1, 1, 1]),
  row('Dropout3d of one sample', dropout3d, Dropout3d, [6, 2, 5, 7], [6, 1, 1, 1]),
  row('Dropout3d, channels last', dropout3d, Dropout3d, [6, 2, 5, 7, 3], [6, 1, 1, 1, 3], last),
  row('SpatialDropout1D', dropout1d, SpatialDropout1D, [6, 9, 4], [6, 1, 4], last, {}),
  row('SpatialDropout2D', dropout2d, SpatialDropout2D, [6, 5, 7, 3], [6, 1, 1, 3], last, {}),
  row('SpatialDropout2D, channels first', dropout2d, SpatialDropout2D, [6, 3, 5, 7], [6, 3, 1, 1], {}, first),
  row('SpatialDropout3D', dropout3d, SpatialDropout3D, [6, 2, 5, 7, 3], [6, 1, 1, 1, 3], last, {}),
  row('SpatialDropout3D, channels first', dropout3d, SpatialDropout3D, [6, 3, 2, 5, 7], [6, 3, 1, 1, 1], {}, first),
  row('DropPath', dropPath, DropPath, [40, 3, 7], [40, 1, 1]),
  row('DropPath of a batch', dropPath, DropPath, [6, 3, 7], [1, 1, 1], { mode: 'batch' }),
  row('LockedDropout', lockedDropout, LockedDropout, [9, 6, 5], [1, 6, 5]),
  row('LockedDropout, batch first', lockedDropout, LockedDropout, [6, 9, 5], [6, 1, 5], { batchFirst: true }),
  row('EmbeddingDropout', embeddingDropout, EmbeddingDropout, [40, 9], [40, 1]),
  row('WeightDrop', weightDrop, WeightDrop, [6, 35], [6, 35]),
  row('WeightDrop, variational', weightDrop, WeightDrop, [40, 9], [40, 1], { variational: true }),
];
