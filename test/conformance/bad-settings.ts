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
  [
    'scaling',
    (x, generator) => dropout(x, 0.5, { scaling: bad('test'), generator }),
    RangeError,
    /^scaling: expected 'train' or 'eval', got "test"$/,
  ],
  ['scaling of a layer', () => new DropPath(0.5, { scaling: bad(true) }), TypeError, /^scaling: .* got true$/],
  [
    'channelsLast',
    (x, generator) => dropBlock2d(x, 0.5, { shape: [1, 1, 4, 6], channelsLast: bad('yes'), generator }),
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
  ['depth', () => dropPathRates(0.5, 0), RangeError, /^depth: expected an integer in \[1, 65536\], got 0$/],
  ['a depth that no net has', () => dropPathRates(0.1, 3e8), RangeError, /^depth: .* got 300000000$/],
];

export const badSettings: Check[] = [badInputToForms('settings', settings)];
