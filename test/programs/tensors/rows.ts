/** Functions and layers of tensors, with references. All have 48 elements: an output can be the next input. */

import type { Tensor } from '@tensorflow/tfjs-core';
import * as ours from 'native-dropout/tfjs';
import * as reference from '../../reference/forms.js';
import type { Shape } from '../../reference/shapes.js';
import { axes, behind } from '../rows.js';
import { tf } from './tensorflow.js';

type Seed = ours.Seed | null | undefined;

interface Row {
  readonly name: string;
  /** The shape of x. */
  readonly shape: Shape;
  readonly form: reference.ReferenceForm;
}

export interface FunctionRow extends Row {
  /** The function of the package. */
  readonly of: unknown;
  /** Options that select this variant. */
  readonly own: object;
  call(x: Tensor, rate: number, seed: Seed, offset: number | undefined): Tensor;
  readonly takesOffset: boolean;
}

export type Layer = ReturnType<typeof tf.layers.dropout>;

export interface LayerRow extends Row {
  /** The function that makes the layer. */
  readonly of: unknown;
  /** Fields of the config that select this variant. */
  readonly own: object;
  /** `draw` is the first draw of its seed. */
  make(rate: number, own: { seed?: number; draw?: number }): Layer;
  /** A layer of TensorFlow.js that install() makes run on this package. */
  readonly installed: boolean;
  /** False for some layers of TensorFlow.js. */
  readonly takesSeed: boolean;
}

const { selecting, alpha, channelsLast, dropBlock, gaussianDropout, gaussianNoise } = reference;

const SEQUENCES = [2, 3, 8];
const MATRIX = [6, 8];
const block = { blockSize: 2, gammaScale: 1, coupleChannels: false, scale: undefined };
const coupled = { blockSize: 2, gammaScale: 0.7, coupleChannels: true, scale: 1.5 };

/** The forms, and the settings of each. */
const ROWS = {
  dropout: { shape: [48], form: selecting() },
  noiseShape: { shape: SEQUENCES, form: selecting(axes(1)) },
  alphaDropout: { shape: MATRIX, form: alpha() },
  alphaNoiseShape: { shape: SEQUENCES, form: alpha(axes(2)) },
  featureAlphaDropout: { shape: SEQUENCES, form: alpha(axes(1)) },
  featuresFirst: { shape: SEQUENCES, form: alpha(behind(2)) },
  gaussianDropout: { shape: MATRIX, form: gaussianDropout },
  gaussianNoise: { shape: SEQUENCES, form: gaussianNoise },
  spatialDropout1d: { shape: SEQUENCES, form: selecting(axes(1)) },
  spatialDropout2d: { shape: [2, 2, 4, 3], form: selecting(axes(1, 2)) },
  channelsFirst: { shape: [2, 3, 2, 4], form: selecting(behind(2)) },
  spatialDropout3d: { shape: [2, 2, 2, 2, 3], form: selecting(axes(1, 2, 3)) },
  volumesFirst: { shape: [2, 3, 2, 2, 2], form: selecting(behind(2)) },
  dropPath: { shape: MATRIX, form: selecting(behind(1)) },
  batchPath: { shape: MATRIX, form: selecting(behind(0), 'none') },
  dropBlock2d: { shape: [1, 4, 4, 3], form: channelsLast(dropBlock(block)) },
  blocksFirst: { shape: [1, 3, 4, 4], form: dropBlock(block) },
  coupledBlock2d: { shape: [1, 4, 4, 3], form: channelsLast(dropBlock(coupled)) },
  coupledFirst: { shape: [1, 3, 4, 4], form: dropBlock(coupled) },
  dropBlock3d: { shape: [2, 2, 3, 2, 2], form: channelsLast(dropBlock(block)) },
  cubesFirst: { shape: [1, 2, 2, 4, 3], form: dropBlock(block) },
  coupledBlock3d: { shape: [1, 2, 4, 3, 2], form: channelsLast(dropBlock(coupled)) },
  lockedDropout: { shape: SEQUENCES, form: selecting(axes(1)) },
  embeddingDropout: { shape: MATRIX, form: selecting(axes(1)) },
  weightDrop: { shape: [48], form: selecting() },
  variational: { shape: MATRIX, form: selecting(axes(1)) },
} as const satisfies Record<string, Omit<Row, 'name'>>;

type Name = keyof typeof ROWS;

function func(name: Name, call: unknown, own: object = {}): FunctionRow {
  type Call = (x: Tensor, rate: number, options: object) => Tensor;
  return {
    name,
    ...ROWS[name],
    of: call,
    own,
    call: (x, rate, seed, offset) =>
      (call as Call)(x, rate, { ...own, seed, ...(offset === undefined ? {} : { offset }) }),
    takesOffset: true,
  };
}

const noiseShape = [null, 1, 8];
const first = { dataFormat: 'channelsFirst' };
const maps = { noiseShape: [null, null, 1] };
const batch = { mode: 'batch', scaleByKeep: false };
const { scale, ...unscaled } = block;

export const functions: readonly FunctionRow[] = [
  func('dropout', ours.dropout),
  func('noiseShape', ours.dropout, { noiseShape }),
  ...(['dropout', 'noiseShape'] as const).map((name) => ({
    ...func(name, ours.dropout),
    call: (x: Tensor, rate: number, seed: Seed) => ours.dropout(x, rate, name === 'dropout' ? null : noiseShape, seed),
    takesOffset: false,
  })),
  func('alphaDropout', ours.alphaDropout),
  func('alphaNoiseShape', ours.alphaDropout, maps),
  func('featureAlphaDropout', ours.featureAlphaDropout),
  func('featuresFirst', ours.featureAlphaDropout, { dataFormat: 'channels_first' }),
  func('gaussianDropout', ours.gaussianDropout),
  func('gaussianNoise', ours.gaussianNoise),
  func('spatialDropout1d', ours.spatialDropout1d),
  func('spatialDropout2d', ours.spatialDropout2d),
  func('channelsFirst', ours.spatialDropout2d, first),
  func('spatialDropout3d', ours.spatialDropout3d, { dataFormat: 'channels_last' }),
  func('volumesFirst', ours.spatialDropout3d, first),
  func('dropPath', ours.dropPath),
  func('batchPath', ours.dropPath, batch),
  func('dropBlock2d', ours.dropBlock2d, unscaled),
  func('blocksFirst', ours.dropBlock2d, { ...unscaled, ...first }),
  func('coupledBlock2d', ours.dropBlock2d, coupled),
  func('coupledFirst', ours.dropBlock2d, { ...coupled, dataFormat: 'channels_first' }),
  func('dropBlock3d', ours.dropBlock3d, unscaled),
  func('cubesFirst', ours.dropBlock3d, { ...unscaled, ...first }),
  func('coupledBlock3d', ours.dropBlock3d, coupled),
  func('lockedDropout', ours.lockedDropout),
  func('embeddingDropout', ours.embeddingDropout),
  func('weightDrop', ours.weightDrop),
  func('variational', ours.weightDrop, { variational: true }),
];

function layer(name: Name, make: unknown, own: object = {}, installed = false): LayerRow {
  const number = name === 'gaussianNoise' ? 'stddev' : 'rate';
  return {
    name,
    ...ROWS[name],
    of: make,
    own,
    make: (rate, generator) => (make as (config: object) => Layer)({ ...own, [number]: rate, ...generator }),
    installed,
    takesSeed: !installed || !/alpha|gaussian/.test(name),
  };
}

const { layers } = ours;

export const layerRows: readonly LayerRow[] = [
  layer('dropout', layers.dropout),
  layer('noiseShape', layers.dropout, { noiseShape }),
  layer('spatialDropout1d', layers.spatialDropout1d),
  layer('spatialDropout2d', layers.spatialDropout2d),
  layer('channelsFirst', layers.spatialDropout2d, first),
  layer('spatialDropout3d', layers.spatialDropout3d),
  layer('volumesFirst', layers.spatialDropout3d, first),
  layer('alphaDropout', layers.alphaDropout),
  layer('alphaNoiseShape', layers.alphaDropout, maps),
  layer('featureAlphaDropout', layers.featureAlphaDropout),
  layer('featuresFirst', layers.featureAlphaDropout, first),
  layer('gaussianDropout', layers.gaussianDropout),
  layer('gaussianNoise', layers.gaussianNoise),
  layer('dropPath', layers.dropPath),
  layer('batchPath', layers.dropPath, batch),
  layer('dropBlock2d', layers.dropBlock2d, unscaled),
  layer('blocksFirst', layers.dropBlock2d, { ...unscaled, ...first }),
  layer('coupledBlock2d', layers.dropBlock2d, coupled),
  layer('coupledFirst', layers.dropBlock2d, { ...coupled, ...first }),
  layer('dropBlock3d', layers.dropBlock3d, unscaled),
  layer('cubesFirst', layers.dropBlock3d, { ...unscaled, ...first }),
  layer('coupledBlock3d', layers.dropBlock3d, coupled),
  layer('lockedDropout', layers.lockedDropout),
  layer('dropout', tf.layers.dropout, {}, true),
  layer('noiseShape', tf.layers.dropout, { noiseShape }, true),
  layer('spatialDropout1d', tf.layers.spatialDropout1d, {}, true),
  layer('alphaDropout', tf.layers.alphaDropout, {}, true),
  layer('gaussianDropout', tf.layers.gaussianDropout, {}, true),
  layer('gaussianNoise', tf.layers.gaussianNoise, {}, true),
];

/** Recurrent layers. Each has this number of masks for its inputs, and as many for its states. */
export const recurrent = [
  { name: 'simpleRNN', masks: 1 },
  { name: 'gru', masks: 3 },
  { name: 'lstm', masks: 4 },
] as const;
