/** Bad input to forms of one array gets an error that names the argument; nothing is written, no draw taken. */

import {
  DropBlock2d,
  Dropout,
  DropPath,
  dropBlock2d,
  dropBlock3d,
  dropout,
  dropout1d,
  dropout2d,
  dropPath,
  dropPathRates,
  embeddingDropout,
  FeatureAlphaDropout,
  featureAlphaDropout,
  Generator,
  LockedDropout,
  lockedDropout,
  Mask,
  SpatialDropout2D,
  WeightDrop,
  weightDrop,
} from 'native-dropout';
import { type Check, equal, throws } from './check.js';

type Case = [
  what: string,
  call: (x: Float32Array, generator: Generator) => unknown,
  type: new () => Error,
  message: RegExp,
];

const bad = (value: unknown): never => value as never;

const shapes: Case[] = [
  [
    'none',
    (x, generator) => dropout2d(x, 0.5, bad({ generator })),
    TypeError,
    /^shape: expected the axes of x, .* undefined$/,
  ],
  ['a number', (x, generator) => dropPath(x, 0.5, { shape: bad(24), generator }), TypeError, /^shape: .* got 24$/],
  ['text', (x, generator) => dropPath(x, 0.5, { shape: bad('2,12'), generator }), TypeError, /^shape: .* got "2,12"$/],
  ['0', (x, generator) => dropPath(x, 0.5, { shape: [0, 24], generator }), RangeError, /^shape\[0\]: .* got 0$/],
  ['-1', (x, generator) => dropPath(x, 0.5, { shape: [24, -1], generator }), RangeError, /^shape\[1\]: .* got -1$/],
  ['1.5', (x, generator) => dropPath(x, 0.5, { shape: [1.5, 16], generator }), RangeError, /^shape\[0\]: .* got 1.5$/],
  [
    'an axis as text',
    (x, generator) => dropPath(x, 0.5, { shape: [bad('2'), 12], generator }),
    TypeError,
    /^shape\[0\]: .*"2"$/,
  ],
  [
    'too large',
    (x, generator) => dropPath(x, 0.5, { shape: [2 ** 30, 2 ** 30], generator }),
    RangeError,
    /^shape: expected at most 2\^48/,
  ],
  [
    'another length',
    (x, generator) => dropout(x, 0.5, { shape: [5, 5], generator }),
    RangeError,
    /^shape: expected a product of 24 like x, got 5·5 = 25$/,
  ],
  [
    'five axes',
    (x, generator) => dropout2d(x, 0.5, { shape: [1, 1, 2, 3, 4], generator }),
    RangeError,
    /^shape: expected \[N, C, H, W\] or \[C, H, W\], got 5 axes$/,
  ],
  [
    'one axis',
    (x, generator) => dropout1d(x, 0.5, { shape: [24], generator }),
    RangeError,
    /^shape: expected \[N, C, L\] or \[C, L\], got 1 axes$/,
  ],
  [
    'channels last',
    (x, generator) => dropout1d(x, 0.5, { shape: [24], channelsLast: true, generator }),
    RangeError,
    /^shape: expected \[N, L, C\] or \[L, C\]/,
  ],
  [
    'a feature',
    (x, generator) => featureAlphaDropout(x, 0.5, { shape: [24], generator }),
    RangeError,
    /^shape: expected \[N, C, …\], got 1 axes$/,
  ],
  [
    'a sequence',
    (x, generator) => lockedDropout(x, 0.5, { shape: [4, 6], generator }),
    RangeError,
    /^shape: expected \[T, B, C\], got 2 axes$/,
  ],
  [
    'a batch of them',
    (x, generator) => new LockedDropout(0.5, { batchFirst: true, generator }).forward(x, { shape: [24] }),
    RangeError,
    /^shape: expected \[B, T, C\]/,
  ],
  [
    'words',
    (x, generator) => embeddingDropout(x, 0.5, { shape: [2, 3, 4], generator }),
    RangeError,
    /^shape: expected \[V, D\], got 3 axes$/,
  ],
  [
    'weights',
    (x, generator) => weightDrop(x, 0.5, { variational: true, shape: [24], generator }),
    RangeError,
    /^shape: expected \[rows, columns\]/,
  ],
  [
    'no weights',
    (x, generator) => new WeightDrop(0.5, { variational: true, generator }).forward(x),
    TypeError,
    /^shape: .* undefined$/,
  ],
  [
    'an image',
    (x, generator) => dropBlock2d(x, 0.5, { shape: [4, 6], generator }),
    RangeError,
    /^shape: expected \[N, C, H, W\], got 2 axes$/,
  ],
  [
    'a volume',
    (x, generator) => dropBlock3d(x, 0.5, { shape: [1, 1, 4, 6], generator }),
    RangeError,
    /^shape: expected \[N, C, D, H, W\]/,
  ],
  [
    'in evaluation',
    (x, generator) => new FeatureAlphaDropout(0.5, { generator }).eval().forward(x, bad({})),
    TypeError,
    /^shape: .* undefined$/,
  ],
];

const mask = new Mask({ seed: 1, draw: 0, p: 0.5 });

/** Property of keras.layers.Dropout: text, numbers that are no axes, and what is no number at all are told apart. */
const noiseShapes: Case[] = [
  [
    'text',
    (x, generator) => dropout(x, 0.5, { shape: [4, 6], noiseShape: bad('46'), generator }),
    TypeError,
    /^noiseShape: expected an array of 1 or null for each axis, got "46"$/,
  ],
  [
    'an axis as text',
    (x, generator) => dropout(x, 0.5, { shape: [4, 6], noiseShape: [bad('4'), 1], generator }),
    TypeError,
    /^noiseShape\[0\]: expected 1, or null or 4 like the axis, got "4"$/,
  ],
  [
    '0',
    (x, generator) => dropout(x, 0.5, { shape: [4, 6], noiseShape: [4, 0], generator }),
    RangeError,
    /^noiseShape\[1\]: .* got 0$/,
  ],
  [
    '-1',
    (x, generator) => dropout(x, 0.5, { shape: [4, 6], noiseShape: [-1, 1], generator }),
    RangeError,
    /^noiseShape\[0\]: .* got -1$/,
  ],
  [
    'another axis',
    (x, generator) => dropout(x, 0.5, { shape: [4, 6], noiseShape: [2, 1], generator }),
    RangeError,
    /^noiseShape\[0\]: .* got 2$/,
  ],
  [
    'shorter',
    (x, generator) => dropout(x, 0.5, { shape: [4, 6], noiseShape: [1], generator }),
    RangeError,
    /^noiseShape: expected 2 entries like shape, got 1$/,
  ],
  [
    'without shape',
    (x, generator) => dropout(x, 0.5, { noiseShape: [1], generator }),
    TypeError,
    /^shape: .* undefined$/,
  ],
  [
    'of a layer',
    (x, generator) => new Dropout(0.5, { noiseShape: [1, null], generator }).forward(x, { shape: [24] }),
    RangeError,
    /^noiseShape: .* got 2$/,
  ],
  [
    'of a mask',
    (x) => mask.apply(x, { shape: [24], noiseShape: bad(null), inplace: true }),
    TypeError,
    /^noiseShape: .* got null$/,
  ],
  [
    'a mask that ends',
    (x) =>
      Mask.fromBits(Uint32Array.of(7), { p: 0.5, length: 3 }).apply(x, {
        shape: [4, 6],
        noiseShape: [4, 1],
        inplace: true,
      }),
    RangeError,
    /^offset: expected no more than the 3 elements of the mask/,
  ],
  [
    'past the end',
    (x, generator) => dropout(x, 0.5, { shape: [4, 6], noiseShape: [4, 1], offset: 2 ** 48 - 3, generator }),
    RangeError,
    /^offset: expected at most 2\^48 - 4/,
  ],
];

const settings: Case[] = [
  [
    'scaling',
    (x, generator) => dropout(x, 0.5, { scaling: bad('test'), generator }),
    RangeError,
    /^scaling: expected 'train' or 'eval', got "test"$/,
  ],
  ['scaling of a layer', () => new DropPath(0.5, { scaling: bad(true) }), TypeError, /^scaling: .* got true$/],
  [
    'channelsLast',
    (x, generator) => dropout1d(x, 0.5, { shape: [4, 6], channelsLast: bad('yes'), generator }),
    TypeError,
    /^channelsLast: expected a boolean, got "yes"$/,
  ],
  ['dataFormat', () => new SpatialDropout2D(0.5, { dataFormat: bad(1) }), TypeError, /^dataFormat: .* got 1$/],
  [
    'mode',
    (x, generator) => dropPath(x, 0.5, { shape: [24], mode: bad('rows'), generator }),
    RangeError,
    /^mode: expected 'row' or 'batch', got "rows"$/,
  ],
  [
    'scaleByKeep',
    (x, generator) => dropPath(x, 0.5, { shape: [24], scaleByKeep: bad(0), generator }),
    TypeError,
    /^scaleByKeep: expected a boolean, got 0$/,
  ],
  ['batchFirst', () => new LockedDropout(0.5, { batchFirst: bad(1) }), TypeError, /^batchFirst: .* got 1$/],
  ['variational', () => new WeightDrop(0.5, { variational: bad(null) }), TypeError, /^variational: .* got null$/],
  [
    'blockSize',
    (x, generator) => dropBlock2d(x, 0.5, { shape: [1, 1, 4, 6], blockSize: 5, generator }),
    RangeError,
    /^blockSize: expected at most 4, so that a block fits the image, got 5$/,
  ],
  [
    'blockSize 0',
    () => new DropBlock2d(0.5, { blockSize: 0 }),
    RangeError,
    /^blockSize: expected an integer in .* got 0$/,
  ],
  ['blockSize 1.5', () => new DropBlock2d(0.5, { blockSize: 1.5 }), RangeError, /^blockSize: .* got 1.5$/],
  [
    'gammaScale',
    () => new DropBlock2d(0.5, { gammaScale: -1 }),
    RangeError,
    /^gammaScale: expected a finite number that is not negative, got -1$/,
  ],
  [
    'gamma above 1',
    (x, generator) => dropBlock2d(x, 0.5, { shape: [1, 1, 4, 6], blockSize: 1, gammaScale: 4, generator }),
    RangeError,
    /^gammaScale: expected at most 2 for this shape and p, got 4$/,
  ],
  ['scale', () => new DropBlock2d(0.5, { scale: Infinity }), RangeError, /^scale: .* got Infinity$/],
  ['scale as text', () => new DropBlock2d(0.5, { scale: bad('2') }), TypeError, /^scale: .* got "2"$/],
  [
    'coupleChannels',
    () => new DropBlock2d(0.5, { coupleChannels: bad('no') }),
    TypeError,
    /^coupleChannels: .* got "no"$/,
  ],
  [
    'p',
    (x, generator) => dropPath(x, 1.1, { shape: [24], generator }),
    RangeError,
    /^p: expected a number in \[0, 1\], got 1.1$/,
  ],
  ['p of a layer', () => new SpatialDropout2D(bad(undefined)), TypeError, /^p: .* got undefined$/],
  [
    'an option of another form',
    (x, generator) => dropPath(x, 0.5, bad({ shape: [24], noiseShape: [1], generator })),
    TypeError,
    /^options: expected only .* for dropPath\(\), got noiseShape \(/,
  ],
  [
    'a name of timm',
    (x, generator) => dropBlock2d(x, 0.5, bad({ shape: [1, 1, 4, 6], block_size: 3, generator })),
    TypeError,
    /^options: expected only .*, got block_size \(its name is blockSize\)$/,
  ],
  ['rate', () => dropPathRates(1.5, 3), RangeError, /^rate: expected a number in \[0, 1\], got 1.5$/],
  ['depth', () => dropPathRates(0.5, 0), RangeError, /^depth: expected an integer in \[1, .* got 0$/],
];

function table(name: string, cases: Case[]): Check {
  return {
    name: `bad input to forms: ${name}`,
    run() {
      for (const [what, call, type, message] of cases) {
        const x = Float32Array.from({ length: 24 }, (_, i) => i);
        const before = x.slice();
        const generator = new Generator(1);
        throws(() => call(x, generator), type, message, what);
        equal(x, before, `x after ${what}`);
        equal(generator.draw, 0, `draw after ${what}`);
      }
    },
  };
}

export const badForms: Check[] = [
  table('shape', shapes),
  table('noiseShape', noiseShapes),
  table('settings', settings),
];
