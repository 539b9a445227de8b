/** Functions and layers of tensors, with references. All have 48 elements: an output can be the next input. */

import type { Tensor } from '@tensorflow/tfjs-core';
import * as ours from 'native-dropout/tfjs';
import * as reference from '../../reference/forms.js';
import type { Shape } from '../../reference/shapes.js';
import { type Row as ArrayRow, axes, behind } from '../rows.js';
import { tf } from './tensorflow.js';

type Seed = ours.Seed | null | undefined;

/** A form with its settings. */
interface Row {
  readonly name: string;
  /** Options of its function, and fields of its layer's config, that select this variant. */
  readonly own: object;
  /** The shape of x. */
  readonly shape: Shape;
  readonly form: reference.ReferenceForm;
  /** How it uses the mask of a source; undefined: it refuses sources. */
  readonly dropping: ArrayRow['dropping'];
}

export interface FunctionRow extends Row {
  /** The function of the package. */
  readonly of: unknown;
  call(x: Tensor, rate: number, seed: Seed, offset: number | undefined): Tensor;
  readonly takesOffset: boolean;
}

export type Layer = ReturnType<typeof tf.layers.dropout>;

export interface LayerRow extends Row {
  /** The function that makes the layer. */
  readonly of: unknown;
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
const noiseShape = [null, 1, 8];
const first = { dataFormat: 'channelsFirst' };
const block = { blockSize: 2, gammaScale: 1, coupleChannels: false };
const coupled = { blockSize: 2, gammaScale: 0.7, coupleChannels: true, scale: 1.5 };
const blocks = dropBlock({ ...block, scale: undefined });
const coupledBlocks = dropBlock(coupled);

const row = (name: string, own: object, shape: Shape, form: reference.ReferenceForm): Row => ({
  name,
  own,
  shape,
  form,
  dropping: /alpha/i.test(name) ? 'alpha' : /gaussian|Block/.test(name) ? undefined : 'select',
});

const ROWS: readonly Row[] = [
  row('dropout', {}, [48], selecting()),
  row('dropout', { noiseShape }, SEQUENCES, selecting(axes(1))),
  row('alphaDropout', {}, MATRIX, alpha()),
  row('alphaDropout', { noiseShape: [null, null, 1] }, SEQUENCES, alpha(axes(2))),
  row('featureAlphaDropout', {}, SEQUENCES, alpha(axes(1))),
  row('featureAlphaDropout', { dataFormat: 'channels_first' }, SEQUENCES, alpha(behind(2))),
  row('gaussianDropout', {}, MATRIX, gaussianDropout),
  row('gaussianNoise', {}, SEQUENCES, gaussianNoise),
  row('spatialDropout1d', {}, SEQUENCES, selecting(axes(1))),
  row('spatialDropout2d', {}, [2, 2, 4, 3], selecting(axes(1, 2))),
  row('spatialDropout2d', first, [2, 3, 2, 4], selecting(behind(2))),
  row('spatialDropout3d', { dataFormat: 'channels_last' }, [2, 2, 2, 2, 3], selecting(axes(1, 2, 3))),
  row('spatialDropout3d', first, [2, 3, 2, 2, 2], selecting(behind(2))),
  row('dropPath', {}, MATRIX, selecting(behind(1))),
  row('dropPath', { mode: 'batch', scaleByKeep: false }, MATRIX, selecting(behind(0), 'none')),
  row('dropBlock2d', block, [1, 4, 4, 3], channelsLast(blocks)),
  row('dropBlock2d', { ...block, ...first }, [1, 3, 4, 4], blocks),
  row('dropBlock2d', coupled, [1, 4, 4, 3], channelsLast(coupledBlocks)),
  row('dropBlock2d', { ...coupled, ...first }, [1, 3, 4, 4], coupledBlocks),
  row('dropBlock3d', block, [2, 2, 3, 2, 2], channelsLast(blocks)),
  row('dropBlock3d', { ...block, ...first }, [1, 2, 2, 4, 3], blocks),
  row('dropBlock3d', coupled, [1, 2, 4, 3, 2], channelsLast(coupledBlocks)),
  row('lockedDropout', {}, SEQUENCES, selecting(axes(1))),
  row('embeddingDropout', {}, MATRIX, selecting(axes(1))),
  row('weightDrop', {}, [48], selecting()),
  row('weightDrop', { variational: true }, MATRIX, selecting(axes(1))),
];

/** The rows of the functions or layers among `all`. */
const rowsOf = <T>(all: object, make: (row: Row, of: unknown) => T): T[] =>
  ROWS.flatMap((row) => (row.name in all ? [make(row, all[row.name as keyof object])] : []));

export const functions: readonly FunctionRow[] = [
  ...rowsOf(ours, (row, of): FunctionRow => {
    type Call = (x: Tensor, rate: number, options: object) => Tensor;
    const { own } = row;
    const call: FunctionRow['call'] = (x, rate, seed, offset) =>
      (of as Call)(x, rate, { ...own, seed, ...(offset === undefined ? {} : { offset }) });
    return { ...row, of, call, takesOffset: true };
  }),
  ...ROWS.slice(0, 2).map((row) => ({
    ...row,
    of: ours.dropout,
    call: (x: Tensor, rate: number, seed: Seed) =>
      ours.dropout(x, rate, 'noiseShape' in row.own ? noiseShape : null, seed),
    takesOffset: false,
  })),
];

const layer =
  (installed: boolean) =>
  (row: Row, of: unknown): LayerRow => {
    const number = row.name === 'gaussianNoise' ? 'stddev' : 'rate';
    return {
      ...row,
      of,
      make: (rate, generator) => (of as (config: object) => Layer)({ ...row.own, [number]: rate, ...generator }),
      installed,
      takesSeed: !installed || !/alpha|gaussian/.test(row.name),
    };
  };

export const layerRows: readonly LayerRow[] = [...rowsOf(ours.layers, layer(false)), ...rowsOf(tf.layers, layer(true))];

/** Recurrent layers. Each has this number of masks for its inputs, and as many for its states. */
export const recurrent = [
  { name: 'simpleRNN', masks: 1 },
  { name: 'gru', masks: 3 },
  { name: 'lstm', masks: 4 },
] as const;
