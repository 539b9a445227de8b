/** Channel dropout keeps or drops whole channels, as in PyTorch and Keras, as often as p says. */

import { describe, expect, test } from 'vitest';
import {
  Dropout1d,
  Dropout2d,
  Dropout3d,
  dropout1d,
  dropout2d,
  dropout3d,
  Generator,
  SpatialDropout1D,
  SpatialDropout2D,
  SpatialDropout3D,
} from '../../src/index.js';
import { engines } from '../conformance/engines.js';
import { sizeOf } from '../reference/shapes.js';
import { expectSame } from '../support/same.js';

const functions = [
  { call: dropout1d, Layer: Dropout1d, sample: [10] },
  { call: dropout2d, Layer: Dropout2d, sample: [5, 6] },
  { call: dropout3d, Layer: Dropout3d, sample: [2, 5, 3] },
];

const keras = [
  { call: dropout1d, Layer: SpatialDropout1D, shape: [2, 10, 3] },
  { call: dropout2d, Layer: SpatialDropout2D, shape: [2, 5, 6, 3] },
  { call: dropout3d, Layer: SpatialDropout3D, shape: [2, 2, 5, 3, 3] },
];

describe.each(functions)('$call over maps of $sample', ({ call, Layer, sample }) => {
  // The mean of 2,000 channels that are 0 or 1/(1 - p) has a standard deviation of √(p / (1 - p) / 2000). Right results
  // exceed 4.5 deviations once in 150,000 tests.
  test.each(engines.flatMap((engine) => [0.2, 0.5, 0.8].map((p) => ({ engine, p }))))(
    'the mean stays: p = $p, on $engine',
    ({ engine, p }) => {
      const shape = [100, 20, ...sample];
      const generator = new Generator(41);
      const y = call(new Float64Array(sizeOf(shape)).fill(1), p, { shape, generator, engine });
      const mean = y.reduce((sum, value) => sum + value, 0) / y.length;
      expect(Math.abs(mean - 1) / Math.sqrt(p / (1 - p) / 2000)).toBeLessThan(4.5);
    },
  );

  test('a sample without a batch axis gets the mask of a batch of one', () => {
    const x = new Float32Array(4 * sizeOf(sample)).fill(1);
    const alone = call(x, 0.5, { shape: [4, ...sample], generator: new Generator(2) });
    expectSame(call(x, 0.5, { shape: [1, 4, ...sample], generator: new Generator(2) }), alone, 'a batch of one');
  });

  test('channels last and channels first drop the same channels', () => {
    const n = sizeOf(sample);
    const options = { generator: new Generator(2) };
    const first = call(new Float32Array(2 * 4 * n).fill(1), 0.5, { shape: [2, 4, ...sample], ...options });
    options.generator = new Generator(2);
    const shape = [2, ...sample, 4];
    const last = call(new Float32Array(2 * 4 * n).fill(1), 0.5, { shape, channelsLast: true, ...options });
    for (const [e, value] of first.entries()) {
      const [k, c, at] = [Math.floor(e / (4 * n)), Math.floor(e / n) % 4, e % n];
      expect(last[(k * n + at) * 4 + c]).toBe(value);
    }
  });

  test('other ranks are refused', () => {
    for (const shape of [[4], sample, [1, 2, 4, ...sample]]) {
      const layer = new Layer(0.5, { generator: new Generator(1) });
      const x = new Float32Array(sizeOf(shape));
      const message = /^shape: expected \[N, C, .*\] or \[C, .*\], got \d axes$/;
      expect(() => call(x, 0.5, { shape, generator: layer.generator })).toThrow(message);
      expect(() => layer.forward(x, { shape })).toThrow(message);
      expect(layer.generator.draw).toBe(0);
    }
  });
});

describe.each(keras)('$Layer', ({ call, Layer, shape }) => {
  test('is dropout with channels last', () => {
    const x = new Float32Array(sizeOf(shape)).fill(1);
    const y = call(x, 0.5, { shape, channelsLast: true, generator: new Generator(2) });
    expectSame(new Layer(0.5, { generator: new Generator(2) }).forward(x, { shape }), y, 'forward');
  });
});

test.each([SpatialDropout2D, SpatialDropout3D])('%o refuses other data formats', (Layer) => {
  const message = /^dataFormat: expected 'channels_last' or .* or 'channelsFirst', got "NCHW"$/;
  expect(() => new Layer(0.5, { dataFormat: 'NCHW' as 'channels_last' })).toThrow(message);
});
