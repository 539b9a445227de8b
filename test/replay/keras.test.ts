/** KerasSeedGenerator and setRandomSeed draw what Keras 3 draws on its backends, and refuse what they cannot replay. */

import { describe, expect, test } from 'vitest';
import { AlphaDropout, alphaDropout, Dropout, dropout, gaussianDropout } from '../../src/index.js';
import { JaxKey, KerasSeedGenerator, setRandomSeed, TensorflowSeed } from '../../src/replay/index.js';
import { golden, inputOf, integersOf, keepOf, numbersOf, valuesOf } from './golden.js';

interface Seeded {
  seed: number;
  rate: number;
}

interface Golden {
  dropout: { in: Seeded & { ns: number[] }; out: object[] }[];
  shaped: { in: Seeded & { shape: number[]; noiseShape: (number | null)[] }; out: object[] }[];
  uniform: {
    in: { seed: number; ns: number[]; low: number; high: number; in: number; out: number };
    out: { calls: object[]; glorot: object };
  }[];
  alpha: { in: Seeded & { ns: number[] }; out: object[] }[];
  sessions: {
    in: { seed: number; sizes: number[]; rates: number[]; batch: number; steps: number; samples: number };
    out: { kernels: object[]; seeds: number[]; masks: object[][]; numpyPermutations?: object[] };
  }[];
}

/** The bits that a forward kept, of an input without zeros. */
function keptBits(y: Float32Array): Uint32Array {
  const words = new Uint32Array(Math.ceil(y.length / 32));
  for (let i = 0; i < y.length; ++i) if (y[i] !== 0) words[i >>> 5] |= 1 << (i & 31);
  return words;
}

const ones = (n: number): Float32Array => new Float32Array(n).fill(1);

describe.each(['tensorflow', 'jax', 'torch', 'numpy'] as const)('on %s', (backend) => {
  const data = golden<Golden>(`keras-${backend}.json`);

  test.each(data.dropout)('Dropout: $in', ({ in: { seed, rate, ns }, out }) => {
    const generator = new KerasSeedGenerator(seed, { backend });
    ns.forEach((n, i) => {
      const y = dropout(inputOf(n) as Float32Array, rate, { generator });
      expect({ ...keepOf(keptBits(y), n), ...valuesOf(y) }).toEqual(out[i]);
      generator.state = JSON.parse(JSON.stringify(generator)); // all that the next call needs
    });
    expect(generator.state).toEqual([seed, ns.length]);
  });

  test.each(data.shaped)('a noise shape: $in', ({ in: { seed, rate, shape, noiseShape }, out }) => {
    const n = shape.reduce((product, axis) => product * axis);
    const full = noiseShape.map((axis, i) => axis ?? shape[i]);
    const layer = new Dropout(rate, { generator: new KerasSeedGenerator(seed, { backend }), noiseShape: full });
    expect(out.map(() => keepOf(keptBits(layer.forward(ones(n), { shape })), n))).toEqual(out);
  });

  test.each(data.uniform)('uniform: $in', ({ in: { seed, ns, low, high, in: fanIn, out: fanOut }, out }) => {
    const generator = new KerasSeedGenerator(seed, { backend });
    expect(ns.map((n) => numbersOf(generator.uniform(n, low, high)))).toEqual(out.calls);
    expect(numbersOf(new KerasSeedGenerator(seed, { backend }).glorotUniform([fanIn, fanOut]))).toEqual(out.glorot);
  });

  test.each(data.alpha)('AlphaDropout: $in', ({ in: { seed, rate, ns }, out }) => {
    const layer = new AlphaDropout(rate, { generator: new KerasSeedGenerator(seed, { backend }) });
    expect(ns.map((n) => numbersOf(layer.forward(inputOf(n) as Float32Array)))).toEqual(out);
  });

  test.each(data.sessions)('set_random_seed: $in', ({ in: { seed, sizes, rates, batch, steps, samples }, out }) => {
    const keras = setRandomSeed(seed, { backend });
    const kernels: object[] = [];
    const layers: Dropout[] = [];
    sizes.slice(1).forEach((size, i) => {
      kernels.push(numbersOf(keras.seedGenerator().glorotUniform([sizes[i], size])));
      if (i < rates.length) layers.push(new Dropout(rates[i], { generator: keras.dropout() }));
    });
    expect(kernels).toEqual(out.kernels);
    const masks = Array.from({ length: steps }, () =>
      layers.map((layer, i) => keepOf(keptBits(layer.forward(ones(batch * sizes[i + 1]))), batch * sizes[i + 1])),
    );
    expect(masks).toEqual(out.masks);
    if (out.numpyPermutations !== undefined) {
      expect(out.numpyPermutations.map(() => integersOf(keras.numpy.permutation(samples)))).toEqual(
        out.numpyPermutations,
      );
    }
  });
});

test('nothing is drawn at rate 0 and in evaluation; at rate 1 all is dropped, but on tensorflow', () => {
  const x = ones(5);
  for (const backend of ['tensorflow', 'jax', 'torch', 'numpy'] as const) {
    const generator = new KerasSeedGenerator(3, { backend });
    expect(dropout(x, 0, { generator })).toEqual(x);
    expect(alphaDropout(x, 0, { generator })).toEqual(x);
    expect(dropout(x, 0.5, { generator, training: false })).toEqual(x);
    expect(generator.state).toEqual([3, 0]);
    if (backend === 'tensorflow') continue;
    expect(dropout(x, 1, { generator })).toEqual(new Float32Array(5));
    expect(generator.state).toEqual([3, 1]);
  }
});

test('alpha dropout on numpy at rates near 1, where limits are near 2^53', () => {
  const generator = new KerasSeedGenerator(3, { backend: 'numpy' });
  for (const rate of [0.6, 0.9, 0.999]) expect(alphaDropout(ones(9), rate, { generator })).toHaveLength(9);
});

test('other types on TensorFlow and JAX: the masks of these', () => {
  for (const dtype of ['float64', 'float16', 'bfloat16'] as const) {
    const mask = (source: TensorflowSeed | KerasSeedGenerator | JaxKey) => source.mask(0.3, 99, { dtype }).toJSON();
    expect(mask(new KerasSeedGenerator(3))).toEqual(mask(new TensorflowSeed([3, 0])));
    const key = new JaxKey(0);
    key.state = { ...key.state, words: [3, 0] };
    expect(mask(new KerasSeedGenerator(3, { backend: 'jax' }))).toEqual(mask(key));
  }
});

test('a pair of a seed and a count near their limits', () => {
  const generator = new KerasSeedGenerator(2 ** 31 - 1, { backend: 'torch' });
  generator.state = [2 ** 31 - 1, 2 ** 31 + 1]; // their sum is 2^32
  const other = new KerasSeedGenerator(0, { backend: 'torch' });
  expect(generator.uniform(3)).toEqual(other.uniform(3));
});

test('a checkpoint has the backend, and loads on it alone', () => {
  const generator = new KerasSeedGenerator(5, { backend: 'jax' });
  generator.mask(0.5, 10);
  const json = JSON.parse(JSON.stringify(generator));
  expect(json).toEqual({ source: 'KerasSeedGenerator', state: { backend: 'jax', pair: [5, 1] } });
  const other = new KerasSeedGenerator(0, { backend: 'jax' });
  other.state = json;
  expect(other.state).toEqual([5, 1]);
  expect(() => (new KerasSeedGenerator(0).state = json)).toThrow(
    /^state.state.backend: expected 'tensorflow', got "jax"/,
  );
});

const torch = { backend: 'torch' } as const;

test.each<[string, (generator: KerasSeedGenerator) => unknown, RegExp]>([
  ['a negative seed', () => new KerasSeedGenerator(-1), /^seed: /],
  ['a seed of 32 bits on torch', () => new KerasSeedGenerator(2 ** 31, torch), /^seed: /],
  ['another backend', () => new KerasSeedGenerator(1, { backend: 'mxnet' as never }), /^backend: /],
  ['another option', () => new KerasSeedGenerator(1, { seed: 2 } as never), /^options: /],
  ['a session of 2^32', () => setRandomSeed(2 ** 32), /^seed: /],
  ['a session of another backend', () => setRandomSeed(1, { backend: 'mxnet' as never }), /^backend: /],
  ['rate 1 on tensorflow', (generator) => dropout(ones(3), 1, { generator }), /^p: expected a rate below 1/],
  ['alpha dropout at rate 1', (generator) => alphaDropout(ones(3), 1, { generator }), /^p: expected a rate below 1/],
  ['alpha dropout of float64', (generator) => alphaDropout(new Float64Array(3), 0.5, { generator }), /^dtype: /],
  ['float64 on torch', () => new KerasSeedGenerator(1, torch).mask(0.5, 3, { dtype: 'float64' }), /^dtype: /],
  ['Gaussian dropout', (generator) => gaussianDropout(ones(3), 0.5, { generator }), /^generator: /],
  ['weights of one axis', (generator) => generator.glorotUniform([3]), /^shape: expected at least two axes/],
  ['an infinite limit', (generator) => generator.uniform(3, 0, Infinity), /^maxval: /],
  ['a fraction of a shape', (generator) => generator.uniform(1.5), /^shape: /],
  [
    'a state of one number',
    (generator) => (generator.state = [1] as never),
    /^state: expected a list of 2 integers, got 1/,
  ],
  ['a count of 2^32', (generator) => (generator.state = [1, 2 ** 32]), /^state\[1\]: /],
  ['an object as the state', (generator) => (generator.state = {} as never), /^state.source: /],
])('%s is refused and draws nothing', (_, call, message) => {
  const generator = new KerasSeedGenerator(1);
  expect(() => call(generator)).toThrow(message);
  expect(generator.state).toEqual([1, 0]);
});
