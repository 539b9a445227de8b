/** TfjsSeed draws what TensorFlow.js draws from that seed, again at each call, and refuses what it refuses. */

import { expect, test } from 'vitest';
import { alphaDropout, Dropout, dropout } from '../../src/index.js';
import { TfjsSeed } from '../../src/replay/index.js';
import { golden, inputOf, keepOf, numbersOf, valuesOf } from './golden.js';

interface Golden {
  dropout: { in: { seed: number | string; n: number; rate: number }; out: object }[];
  layers: { in: { seed: number; rate: number; shape: number[]; noiseShape?: number[] }; out: object[] }[];
  numbers: {
    in: { op: string; seed: number; n: number; low: number; high: number; in: number; out: number };
    out: object;
  }[];
}

const data = golden<Golden>('tfjs.json');

test.each(data.dropout)('tf.dropout: $in', ({ in: { seed, n, rate }, out }) => {
  const generator = new TfjsSeed(seed);
  const mask = generator.mask(rate, n);
  const x = inputOf(n) as Float32Array;
  const y = mask.apply(x);
  expect({ ...keepOf(mask.toBits(n), n), ...valuesOf(y) }).toEqual(out);
  expect(dropout(x, rate, { generator })).toEqual(y);
});

test.each(data.layers)('tf.layers.dropout: $in', ({ in: { seed, rate, shape, noiseShape }, out }) => {
  const layer = new Dropout(rate, { generator: new TfjsSeed(seed), noiseShape });
  const x = new Float32Array(shape.reduce((n, axis) => n * axis)).fill(1);
  const masks = [1, 2].map(() => {
    const words = new Uint32Array(Math.ceil(x.length / 32));
    layer.forward(x, { shape }).forEach((value, i) => {
      if (value !== 0) words[i >>> 5] |= 1 << (i & 31);
    });
    return keepOf(words, x.length);
  });
  expect(masks).toEqual(out);
});

test.each(data.numbers)('numbers: $in', ({ in: { op, seed, n, low, high, in: fanIn, out: fanOut }, out }) => {
  const source = new TfjsSeed(seed);
  const calls: Record<string, () => Float32Array> = {
    randomUniform: () => source.randomUniform(n, low, high),
    randomNormal: () => source.randomNormal([n]),
    truncatedNormal: () => source.truncatedNormal(n),
    glorotUniform: () => source.glorotUniform([fanIn, fanOut]),
  };
  expect(numbersOf(calls[op]())).toEqual(out);
});

test('numbers are between 0 and 1 by default', () => {
  expect(new TfjsSeed(7).randomUniform([5])).toEqual(new TfjsSeed(7).randomUniform(5, 0, 1));
});

test('the state is the seed', () => {
  const source = new TfjsSeed('abc');
  expect(JSON.parse(JSON.stringify(source))).toEqual({ source: 'TfjsSeed', state: 'abc' });
  const other = new TfjsSeed(1);
  other.state = JSON.parse(JSON.stringify(source));
  expect(other.state).toBe('abc');
  expect(other.mask(0.5, 100).toBits(100)).toEqual(source.mask(0.5, 100).toBits(100));
});

test.each<[string, (generator: TfjsSeed) => unknown, RegExp]>([
  ['no seed', () => new TfjsSeed(undefined as never), /^seed: expected a number or a text, got undefined/],
  ['a bigint', () => new TfjsSeed(1n as never), /^seed: /],
  [
    'p = 1',
    (generator) => dropout(new Float32Array(3), 1, { generator }),
    /^p: expected a number in \[0, 1\) for tf.dropout, got 1/,
  ],
  ['alpha dropout', (generator) => alphaDropout(new Float32Array(3), 0.5, { generator }), /^generator: /],
  ['normal numbers of seed 0', () => new TfjsSeed(0).randomNormal(3), /^seed: /],
  ['a negative deviation', (source) => source.truncatedNormal(3, 0, -1), /^stdDev: /],
  ['an infinite limit', (source) => source.randomUniform(3, 0, Infinity), /^max: /],
  ['weights of one axis', (source) => source.glorotUniform([3]), /^shape: expected at least two axes/],
  ['an object as the state', (source) => (source.state = {} as never), /^state: /],
])('%s is refused', (_, call, message) => {
  expect(() => call(new TfjsSeed(1))).toThrow(message);
});
