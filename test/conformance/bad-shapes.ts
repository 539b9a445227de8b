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
  [dropout2d, {}, TypeError, /^shape: expected the axes of x, .* undefined$/],
  [dropPath, { shape: 24 }, TypeError, /^shape: .* got 24$/],
  [dropPath, { shape: '2,12' }, TypeError, /^shape: .* got "2,12"$/],
  [dropPath, { shape: [0, 24] }, RangeError, /^shape: expected a product of 24 like x, got 0·24 = 0$/],
  [dropPath, { shape: [24, -1] }, RangeError, /^shape\[1\]: .* got -1$/],
  [dropPath, { shape: [1.5, 16] }, RangeError, /^shape\[0\]: .* got 1.5$/],
  [dropPath, { shape: holed(4, 6) }, TypeError, /^shape\[1\]: .* got undefined$/],
  [dropout, { shape: new Array(2 ** 32 - 1) }, TypeError, /^shape\[0\]: .* got undefined$/],
  [dropPath, { shape: ['2', 12] }, TypeError, /^shape\[0\]: .*"2"$/],
  [dropPath, { shape: [2 ** 30, 2 ** 30] }, RangeError, /^shape: expected at most 2\^48/],
  [dropout, { shape: [5, 5] }, RangeError, /^shape: expected a product of 24 like x, got 5·5 = 25$/],
  [dropout2d, { shape: [1, 1, 2, 3, 4] }, RangeError, /^shape: expected \[N, C, H, W\] or \[C, H, W\], got 5 axes$/],
  [dropout1d, { shape: [24] }, RangeError, /^shape: expected \[N, C, L\] or \[C, L\], got 1 axes$/],
  [dropout1d, { shape: [24], channelsLast: true }, RangeError, /^shape: expected \[N, L, C\] or \[L, C\]/],
  [featureAlphaDropout, { shape: [24] }, RangeError, /^shape: expected \[N, C, …\], got 1 axes$/],
  [lockedDropout, { shape: [4, 6] }, RangeError, /^shape: expected \[T, B, C\], got 2 axes$/],
  [
    (x, p, options) => new LockedDropout(p, Object.assign({ batchFirst: true }, options)).forward(x, { shape: [24] }),
    {},
    RangeError,
    /^shape: expected \[B, T, C\]/,
  ],
  [embeddingDropout, { shape: [2, 3, 4] }, RangeError, /^shape: expected \[V, D\], got 3 axes$/],
  [weightDrop, { variational: true, shape: [24] }, RangeError, /^shape: expected \[rows, columns\]/],
  [
    (x, p, options) => new WeightDrop(p, Object.assign({ variational: true }, options)).forward(x),
    {},
    TypeError,
    /^shape: .* undefined$/,
  ],
  [dropBlock2d, { shape: [4, 6] }, RangeError, /^shape: expected \[N, C, H, W\], got 2 axes$/],
  [dropBlock3d, { shape: [1, 1, 4, 6] }, RangeError, /^shape: expected \[N, C, D, H, W\]/],
  [
    (x, p, options) => new FeatureAlphaDropout(p, options).eval().forward(x, bad({})),
    {},
    TypeError,
    /^shape: .* undefined$/,
  ],
];

/** noise_shape is an option of keras.layers.Dropout. Errors distinguish text, numbers that are no axes, and other values. */
const noiseShapes: FormCase[] = [
  [
    dropout,
    { shape: [4, 6], noiseShape: '46' },
    TypeError,
    /^noiseShape: expected an array of 1 or null for each axis, got "46"$/,
  ],
  [
    dropout,
    { shape: [4, 6], noiseShape: ['4', 1] },
    TypeError,
    /^noiseShape\[0\]: expected 1 \(all share\), or null or 4 \(none share\), got "4"$/,
  ],
  [dropout, { shape: [4, 1, 6], noiseShape: holed(4, 1) }, TypeError, /^noiseShape\[1\]: .* got undefined$/],
  [dropout, { shape: [4, 6], noiseShape: [4, 0] }, RangeError, /^noiseShape\[1\]: .* got 0$/],
  [dropout, { shape: [4, 6], noiseShape: [-1, 1] }, RangeError, /^noiseShape\[0\]: .* got -1$/],
  [dropout, { shape: [4, 6], noiseShape: [2, 1] }, RangeError, /^noiseShape\[0\]: .* got 2$/],
  [dropout, { shape: [4, 6], noiseShape: [1] }, RangeError, /^noiseShape: expected 2 entries like shape, got 1$/],
  [dropout, { noiseShape: [1] }, TypeError, /^shape: .* undefined$/],
  [
    (x, p, options) => new Dropout(p, Object.assign({ noiseShape: [1, null] }, options)).forward(x, { shape: [24] }),
    {},
    RangeError,
    /^noiseShape: .* got 2$/,
  ],
  [
    (x) => mask.apply(x, { shape: [24], noiseShape: bad(null), inplace: true }),
    {},
    TypeError,
    /^noiseShape: .* got null$/,
  ],
  [
    (x) =>
      Mask.fromBits(Uint32Array.of(7), { p: 0.5, length: 3 }).apply(x, {
        shape: [4, 6],
        noiseShape: [4, 1],
        inplace: true,
      }),
    {},
    RangeError,
    /^offset: expected no more than the 3 elements of the mask/,
  ],
  [
    dropout,
    { shape: [4, 6], noiseShape: [4, 1], offset: 2 ** 48 - 3 },
    RangeError,
    /^offset: expected at most 2\^48 - 4/,
  ],
];

export const badShapes: Check[] = [badInputToForms('shape', shapes), badInputToForms('noiseShape', noiseShapes)];
