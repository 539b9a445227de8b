/** All forms: for each one its function, its layer, its reference and shapes that it takes. */

import * as native from 'native-dropout';
import * as reference from '../reference/forms.js';
import type { Shape } from '../reference/shapes.js';

/** Any function or class of the family. */
type Call = (...args: unknown[]) => unknown;
type Class = new (p: number, options: object) => unknown;

export interface Row {
  readonly name: string;
  /** Missing if there is only a layer. */
  readonly call: Call | undefined;
  readonly layer: Class;
  /** Options that select this variant. */
  readonly own: object;
  readonly layerOwn: object;
  readonly form: reference.ReferenceForm;
  readonly shapes: readonly Shape[];
  /** What it reads beside x, in the order of its arguments. */
  readonly reads: readonly ('bias' | 'other')[];
  /** It takes no array without a shape. */
  readonly needsShape: boolean;
  /** p must be below 1. */
  readonly belowOne: boolean;
  /** It needs a mask that was drawn. */
  readonly drawnAlone: boolean;
  /** How it uses the mask of a source; undefined: it refuses sources. */
  readonly dropping: 'select' | 'alpha' | undefined;
  /** Its gradient in training is dy itself. */
  readonly passesGradient: boolean;
  /** The name of its parameter, which layers also have as `p`. */
  readonly parameter: 'p' | 'stddev';
  /** Its y is not as long as its x, so that it has no `out`. */
  readonly shortens: boolean;
}

const usual = {
  own: {},
  reads: [],
  needsShape: true,
  belowOne: false,
  drawnAlone: false,
  dropping: 'select',
  passesGradient: false,
  parameter: 'p',
  shortens: false,
} as const;

function row(name: string, call: unknown, layer: unknown, more: Partial<Row> & Pick<Row, 'form' | 'shapes'>): Row {
  return { ...usual, name, call: call as Call, layer: layer as Class, layerOwn: more.own ?? {}, ...more };
}

const { selecting, alpha, channelsLast, dropBlock, patches } = reference;

/** Most arrays have 48 elements, so that they go from one call to another. */
const SHORT: readonly Shape[] = [[48], [48], [6, 8], [2, 3, 8], [31], [33], [129], [1], [0], [3, 0, 2]];
/** One is longer than the tile of a bias. */
const FLAT: readonly Shape[] = [...SHORT, ...SHORT, [1500]];
const THREE: readonly Shape[] = [
  [2, 3, 8],
  [6, 2, 4],
  [4, 4, 3],
  [1, 48, 1],
  [5, 7, 3],
  [2, 0, 3],
];
const FOUR: readonly Shape[] = [
  [2, 3, 2, 4],
  [1, 3, 4, 4],
  [2, 2, 4, 3],
  [3, 5, 3, 3],
  [0, 3, 2, 2],
];
const FIVE: readonly Shape[] = [
  [2, 3, 2, 2, 2],
  [1, 2, 2, 4, 3],
  [2, 2, 3, 3, 3],
  [1, 0, 2, 2, 2],
];
const MATRICES: readonly Shape[] = [
  [6, 8],
  [48, 1],
  [2, 24],
  [7, 9],
  [0, 4],
];

/** Shapes without an axis of 0: blocks and tokens need places. */
const filled = (shapes: readonly Shape[]): readonly Shape[] => shapes.filter((shape) => !shape.includes(0));

/** Also shapes of a single sample, without the batch axis. */
const orOne = (shapes: readonly Shape[]): readonly Shape[] => [...shapes, ...shapes.slice(0, 2).map((s) => s.slice(1))];

/** Elements share mask elements along these axes. */
export const axes =
  (...shared: number[]) =>
  () =>
  (axis: number): boolean =>
    shared.includes(axis);
/** Elements share mask elements along the n axes of an image: the last n, or the last n before the channels. */
const maps = (n: number) => (shape: Shape) => (axis: number) => axis >= shape.length - n;
const mapsBeforeChannels = (n: number) => (shape: Shape) => (axis: number) =>
  axis >= shape.length - 1 - n && axis < shape.length - 1;
/** Elements share mask elements along all axes from this one on. */
export const behind = (first: number) => () => (axis: number) => axis >= first;
const everywhere = () => () => true;

const last = { channelsLast: true };
const first = { dataFormat: 'channels_first' };

function channels(n: 1 | 2 | 3, call: unknown, Layer: unknown, Spatial: unknown, shapes: readonly Shape[]): Row[] {
  const lastForm = selecting(mapsBeforeChannels(n));
  return [
    row(`dropout${n}d`, call, Layer, { form: selecting(maps(n)), shapes: orOne(shapes) }),
    row(`dropout${n}d last`, call, Layer, { form: lastForm, shapes: orOne(shapes), own: last }),
    row(`dropout${n}d eval`, call, Layer, {
      form: selecting(maps(n), 'eval'),
      shapes: orOne(shapes),
      own: { scaling: 'eval' },
    }),
    row(`spatial${n}d`, undefined, Spatial, { form: lastForm, shapes }),
    n === 1
      ? row('spatial1d eval', undefined, Spatial, {
          form: selecting(mapsBeforeChannels(1), 'eval'),
          shapes,
          own: { scaling: 'eval' },
        })
      : row(`spatial${n}d first, eval`, undefined, Spatial, {
          form: selecting(maps(n), 'eval'),
          shapes,
          own: { ...first, scaling: 'eval' },
        }),
  ];
}

function blocks(n: 2 | 3, call: unknown, Layer: unknown, shapes: readonly Shape[]): Row[] {
  const usualSettings = { blockSize: 2, gammaScale: 1, coupleChannels: false, scale: undefined };
  return [{}, { blockSize: 1 }, { coupleChannels: true, gammaScale: 1.5 }, { scale: 1.5, gammaScale: 0.7 }].flatMap(
    (own) => {
      const settings = { ...usualSettings, ...own };
      const given = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
      const name = `dropBlock${n}d ${JSON.stringify(own)}`;
      const form = dropBlock(settings);
      const lastShapes = shapes.map(([samples, channels, ...image]) => [samples, ...image, channels]);
      return [
        row(name, call, Layer, { form, shapes, own: given, dropping: undefined }),
        row(`${name} last`, call, Layer, {
          form: channelsLast(form),
          shapes: lastShapes,
          own: { ...given, ...last },
          dropping: undefined,
        }),
      ];
    },
  );
}

const any = { needsShape: false } as const;
const withBias = { shapes: FLAT, needsShape: false, reads: ['bias'] } as const;

export const rows: readonly Row[] = [
  row('dropout', native.dropout, native.Dropout, { form: selecting(), shapes: FLAT, ...any }),
  row('dropout eval', native.dropout, native.Dropout, {
    form: selecting(undefined, 'eval'),
    shapes: FLAT,
    own: { scaling: 'eval' },
    ...any,
  }),
  row('dropout, one axis shared', native.dropout, native.Dropout, {
    form: selecting(axes(1)),
    shapes: THREE,
    own: { noiseShape: [null, 1, null] },
  }),
  row('dropout, two axes shared', native.dropout, native.Dropout, {
    form: selecting(axes(0, 2)),
    shapes: FOUR,
    own: { noiseShape: [1, null, 1, null] },
  }),
  ...channels(1, native.dropout1d, native.Dropout1d, native.SpatialDropout1D, THREE),
  ...channels(2, native.dropout2d, native.Dropout2d, native.SpatialDropout2D, FOUR),
  ...channels(3, native.dropout3d, native.Dropout3d, native.SpatialDropout3D, FIVE),
  row('alphaDropout', native.alphaDropout, native.AlphaDropout, {
    form: alpha(),
    shapes: FLAT,
    dropping: 'alpha',
    ...any,
  }),
  row('featureAlphaDropout', native.featureAlphaDropout, native.FeatureAlphaDropout, {
    form: alpha(behind(2)),
    dropping: 'alpha',
    shapes: [...THREE, ...FOUR],
  }),
  row('featureAlphaDropout last', native.featureAlphaDropout, native.FeatureAlphaDropout, {
    form: alpha((shape) => (axis) => axis > 0 && axis < shape.length - 1),
    dropping: 'alpha',
    shapes: [...THREE, ...FOUR, ...MATRICES],
    own: last,
  }),
  row('gaussianDropout', native.gaussianDropout, native.GaussianDropout, {
    form: reference.gaussianDropout,
    shapes: FLAT,
    belowOne: true,
    drawnAlone: true,
    dropping: undefined,
    ...any,
  }),
  row('gaussianNoise', native.gaussianNoise, native.GaussianNoise, {
    form: reference.gaussianNoise,
    shapes: FLAT,
    passesGradient: true,
    dropping: undefined,
    parameter: 'stddev',
    ...any,
  }),
  row('dropPath', native.dropPath, native.DropPath, { form: selecting(behind(1)), shapes: [...THREE, ...MATRICES] }),
  row('dropPath of a batch', native.dropPath, native.DropPath, {
    form: selecting(everywhere, 'eval'),
    shapes: THREE,
    own: { mode: 'batch', scaling: 'eval' },
  }),
  row('dropPath unscaled', native.dropPath, native.DropPath, {
    form: selecting(behind(1), 'none'),
    shapes: THREE,
    own: { scaleByKeep: false },
  }),
  ...blocks(2, native.dropBlock2d, native.DropBlock2d, filled(FOUR)),
  ...blocks(3, native.dropBlock3d, native.DropBlock3d, filled(FIVE)),
  row('lockedDropout', native.lockedDropout, native.LockedDropout, { form: selecting(axes(0)), shapes: THREE }),
  row('lockedDropout, batch first', native.lockedDropout, native.LockedDropout, {
    form: selecting(axes(1), 'eval'),
    shapes: THREE,
    own: { batchFirst: true, scaling: 'eval' },
  }),
  row('embeddingDropout', native.embeddingDropout, native.EmbeddingDropout, {
    form: selecting(axes(1)),
    shapes: MATRICES,
  }),
  row('embeddingDropout eval', native.embeddingDropout, native.EmbeddingDropout, {
    form: selecting(axes(1), 'eval'),
    shapes: MATRICES,
    own: { scaling: 'eval' },
  }),
  row('weightDrop', native.weightDrop, native.WeightDrop, { form: selecting(), shapes: FLAT, ...any }),
  row('weightDrop, variational, eval', native.weightDrop, native.WeightDrop, {
    form: selecting(axes(1), 'eval'),
    shapes: MATRICES,
    own: { variational: true, scaling: 'eval' },
  }),
  row('zoneout', native.zoneout, native.Zoneout, {
    form: reference.zoneout,
    shapes: FLAT,
    reads: ['other'],
    ...any,
  }),
  ...[
    { prefixTokens: 1, ordered: false },
    { prefixTokens: 0, ordered: true },
  ].map((own) =>
    row(`patchDropout ${JSON.stringify(own)}`, native.patchDropout, native.PatchDropout, {
      form: patches(own),
      shapes: filled(THREE),
      own,
      belowOne: true,
      drawnAlone: true,
      dropping: undefined,
      shortens: true,
    }),
  ),
  row('biasDropout', native.biasDropout, native.BiasDropout, { form: reference.biasDropout, ...withBias }),
  row('biasReluDropout', native.biasReluDropout, native.BiasReluDropout, {
    form: reference.biasReluDropout,
    ...withBias,
  }),
  row('biasDropoutAdd', native.biasDropoutAdd, native.BiasDropoutAdd, {
    form: reference.biasDropoutAdd,
    ...withBias,
    reads: ['bias', 'other'],
  }),
];
