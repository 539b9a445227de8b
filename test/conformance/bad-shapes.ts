/** Bad shapes and noise shapes are errors that name the argument; nothing is written, and no draw is taken. */

import {
  Dropout,
  dropBlock2d,
  dropBlock3d,
  dropout,
  dropout1d,
  dropout2d,
  dropPath,
  embeddingDropout,
  FeatureAlphaDropout,
  featureAlphaDropout,
  LockedDropout,
  lockedDropout,
  Mask,
  WeightDrop,
  weightDrop,
} from 'native-dropout';
import { bad, badInputToForms, type FormCase, mask } from './bad-cases.js';
import type { Check } from './check.js';

/** An array with a hole between its two numbers. */
function holed(first: number, last: number): number[] {
  const array = new Array<number>(3);
  array[0] = first;
  array[2] = last;
  return array;
}

const shapes: FormCase[] = [
  [
    'none',
    (x, generator) => dropout2d(x, 0.5, bad({ generator })),
    TypeError,
    /^shape: expected the axes of x, .* undefined$/,
  ],
  ['a number', (x, generator) => dropPath(x, 0.5, { shape: bad(24), generator }), TypeError, /^shape: .* got 24$/],
  ['text', (x, generator) => dropPath(x, 0.5, { shape: bad('2,12'), generator }), TypeError, /^shape: .* got "2,12"$/],
  [
    '0',
    (x, generator) => dropPath(x, 0.5, { shape: [0, 24], generator }),
    RangeError,
    /^shape: expected a product of 24 like x, got 0·24 = 0$/,
  ],
  ['-1', (x, generator) => dropPath(x, 0.5, { shape: [24, -1], generator }), RangeError, /^shape\[1\]: .* got -1$/],
  ['1.5', (x, generator) => dropPath(x, 0.5, { shape: [1.5, 16], generator }), RangeError, /^shape\[0\]: .* got 1.5$/],
  [
    'a hole',
    (x, generator) => dropPath(x, 0.5, { shape: holed(4, 6), generator }),
    TypeError,
    /^shape\[1\]: .* got undefined$/,
  ],
  [
    'holes alone',
    (x, generator) => dropout(x, 0.5, { shape: new Array(2 ** 32 - 1), generator }),
    TypeError,
    /^shape\[0\]: .* got undefined$/,
  ],
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

/** noise_shape is an option of keras.layers.Dropout. Errors distinguish text, numbers that are no axes, and other values. */
const noiseShapes: FormCase[] = [
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
    /^noiseShape\[0\]: expected 1 \(all share\), or null or 4 \(none share\), got "4"$/,
  ],
  [
    'a hole in a noise shape',
    (x, generator) => dropout(x, 0.5, { shape: [4, 1, 6], noiseShape: holed(4, 1), generator }),
    TypeError,
    /^noiseShape\[1\]: .* got undefined$/,
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

export const badShapes: Check[] = [badInputToForms('shape', shapes), badInputToForms('noiseShape', noiseShapes)];
