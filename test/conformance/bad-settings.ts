/** Bad settings of forms are errors that name the argument; nothing is written, and no draw is taken. */

import {
  DropBlock2d,
  DropPath,
  dropBlock2d,
  dropout,
  dropPath,
  dropPathRates,
  LockedDropout,
  SpatialDropout2D,
  WeightDrop,
} from 'native-dropout';
import { bad, badInputToForms, type FormCase } from './bad-cases.js';
import type { Check } from './check.js';

const settings: FormCase[] = [
  [dropout, { scaling: 'test' }, RangeError, /^scaling: expected 'train' or 'eval', got "test"$/],
  [() => new DropPath(0.5, { scaling: bad(true) }), {}, TypeError, /^scaling: .* got true$/],
  [
    dropBlock2d,
    { shape: [1, 1, 4, 6], channelsLast: 'yes' },
    TypeError,
    /^channelsLast: expected a boolean, got "yes"$/,
  ],
  [() => new SpatialDropout2D(0.5, { dataFormat: bad(1) }), {}, TypeError, /^dataFormat: .* got 1$/],
  [dropPath, { shape: [24], mode: 'rows' }, RangeError, /^mode: expected 'row' or 'batch', got "rows"$/],
  [dropPath, { shape: [24], scaleByKeep: 0 }, TypeError, /^scaleByKeep: expected a boolean, got 0$/],
  [() => new LockedDropout(0.5, { batchFirst: bad(1) }), {}, TypeError, /^batchFirst: .* got 1$/],
  [() => new WeightDrop(0.5, { variational: bad(null) }), {}, TypeError, /^variational: .* got null$/],
  [
    dropBlock2d,
    { shape: [1, 1, 4, 6], blockSize: 5 },
    RangeError,
    /^blockSize: expected at most 4, so that a block fits the image, got 5$/,
  ],
  [() => new DropBlock2d(0.5, { blockSize: 0 }), {}, RangeError, /^blockSize: expected an integer in .* got 0$/],
  [() => new DropBlock2d(0.5, { blockSize: 1.5 }), {}, RangeError, /^blockSize: .* got 1.5$/],
  [
    () => new DropBlock2d(0.5, { gammaScale: -1 }),
    {},
    RangeError,
    /^gammaScale: expected a finite number that is not negative, got -1$/,
  ],
  [
    dropBlock2d,
    { shape: [1, 1, 4, 6], blockSize: 1, gammaScale: 4 },
    RangeError,
    /^gammaScale: expected at most 2 for this shape and p, got 4$/,
  ],
  [() => new DropBlock2d(0.5, { scale: Infinity }), {}, RangeError, /^scale: .* got Infinity$/],
  [() => new DropBlock2d(0.5, { scale: bad('2') }), {}, TypeError, /^scale: .* got "2"$/],
  [() => new DropBlock2d(0.5, { coupleChannels: bad('no') }), {}, TypeError, /^coupleChannels: .* got "no"$/],
  [
    (x, _p, options) => dropPath(x, 1.1, options as { shape: number[] }),
    { shape: [24] },
    RangeError,
    /^p: expected a number in \[0, 1\], got 1.1$/,
  ],
  [() => new SpatialDropout2D(bad(undefined)), {}, TypeError, /^p: .* got undefined$/],
  [
    dropPath,
    { shape: [24], noiseShape: [1] },
    TypeError,
    /^options: expected only .* for dropPath\(\), got noiseShape \(/,
  ],
  [
    dropBlock2d,
    { shape: [1, 1, 4, 6], block_size: 3 },
    TypeError,
    /^options: expected only .*, got block_size \(its name is blockSize\)$/,
  ],
  [() => dropPathRates(1.5, 3), {}, RangeError, /^rate: expected a number in \[0, 1\], got 1.5$/],
  [() => dropPathRates(0.5, 0), {}, RangeError, /^depth: expected an integer in \[1, 65536\], got 0$/],
  [() => dropPathRates(0.1, 3e8), {}, RangeError, /^depth: .* got 300000000$/],
];

export const badSettings: Check[] = [badInputToForms('settings', settings)];
