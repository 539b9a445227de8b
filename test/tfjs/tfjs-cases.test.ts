/** The layers and functions pass the tests that TensorFlow.js has for its own. */

import { manualSeed } from 'native-dropout';
import { dropout, install, layers, uninstall } from 'native-dropout/tfjs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { onBackends, taken, tf } from './backends.js';

beforeEach(() => {
  manualSeed(2026);
});

/** The function as TensorFlow.js has it. */
onBackends(() => {
  const values = [1, 2, 2, 1];
  const x = () => tf.tensor1d(values);

  function expectDropped(y: Float32Array, x: readonly number[], rate: number): void {
    y.forEach((value, i) => {
      if (value !== 0) expect(value).toBe(Math.fround(x[i] * Math.fround(1 / (1 - rate))));
    });
  }

  test('rate 0 gives x', () => {
    const y = dropout(x(), 0);
    expect([y.dtype, y.shape]).toEqual(['float32', [4]]);
    expect([...taken(y)]).toEqual(values);
  });

  test.each([0.75, 0.5])('rate %d', (rate) => {
    const many = Array.from({ length: 1000 }, (_, i) => i + 1);
    const y = taken(dropout(tf.tensor1d(many), rate));
    expectDropped(y, many, rate);
    const dropped = y.filter((value) => value === 0).length;
    // Within 4.5 standard deviations: a right generator is outside once in 150,000 choices of the seed.
    expect(Math.abs(dropped - 1000 * rate)).toBeLessThan(4.5 * Math.sqrt(1000 * rate * (1 - rate)));
  });

  test('rate 0.75 of all in one: noise shape [1]', () => {
    const seen = new Set<number>();
    for (let seed = 0; seed < 40; ++seed) {
      const y = taken(dropout(x(), 0.75, [1], seed));
      expect([...y]).toEqual(y[0] === 0 ? [0, 0, 0, 0] : [4, 8, 8, 4]);
      seen.add(y[0]);
    }
    expect([...seen].sort()).toEqual([0, 4]);
  });

  test('noise shape [2, 1] drops rows', () => {
    for (let seed = 0; seed < 20; ++seed) {
      const y = taken(dropout(tf.tensor2d([1, 2, 2, 1], [2, 2]), 0.5, [2, 1], seed));
      expect(y[0] === 0).toBe(y[1] === 0);
      expect(y[2] === 0).toBe(y[3] === 0);
      expectDropped(y, values, 0.5);
    }
  });

  test('a seed says which', () => {
    const of = (seed: number) => [...taken(dropout(tf.ones([64]), 0.75, undefined, seed))];
    expect(of(23)).toEqual(of(23));
    expect(of(23)).not.toEqual(of(24));
  });

  test('takes what is like a tensor', () => {
    const y = dropout([1, 2, 2, 1], 0);
    expect([y.dtype, y.shape, [...taken(y)]]).toEqual(['float32', [4], values]);
  });

  test('int32 is refused, and so are rates of 1.5 and -1', () => {
    expect(() => dropout(tf.tensor1d(values, 'int32'), 0.75)).toThrow(/^x: /);
    for (const rate of [1.5, -1]) expect(() => dropout(x(), rate)).toThrow(/^rate: /);
  });

  const made = [
    ['dropout', { rate: 0.5 }],
    ['alphaDropout', { rate: 0.1 }],
    ['gaussianDropout', { rate: 0.4 }],
    ['gaussianNoise', { stddev: 0.4 }],
  ] as const;

  describe.each([
    { whose: 'these', layerOf: (name: (typeof made)[number][0]) => layers[name] as (config: object) => Layer },
    { whose: "TensorFlow.js's, installed", layerOf: (name: (typeof made)[number][0]) => tf.layers[name] as never },
  ] as { whose: string; layerOf: (name: (typeof made)[number][0]) => (config: object) => Layer }[])(
    'layers: $whose',
    ({ layerOf }) => {
      beforeAll(() => install(tf));
      afterAll(() => uninstall(tf));

      test.each(made)('%s keeps its config', (name, config) => {
        expect(layerOf(name)(config).getConfig()).toMatchObject(config);
      });

      test.each(made)('%s keeps dtype, shape and, when it predicts, x', (name, config) => {
        const x = tf.ones([2, 2, 2]);
        const model = tf.sequential({ layers: [layerOf(name)({ ...config, inputShape: [2, 2] }) as never] });
        for (const y of [layerOf(name)(config).apply(x), model.predict(x)] as ReturnType<typeof tf.ones>[]) {
          expect([y.shape, y.dtype, ...taken(y)]).toEqual([[2, 2, 2], 'float32', ...taken(x.clone())]);
        }
      });

      test.each(made)('%s: two calls in training differ, mean and variance are kept', (name, config) => {
        const n = 20_000;
        const layer = layerOf(name)(config);
        const x = tf.fill([n], name === 'alphaDropout' ? 0 : 1);
        const of = () => taken(layer.apply(x, { training: true }) as typeof x);
        const [y, other] = [of(), of()];
        expect(y).not.toEqual(other);
        const expected = {
          dropout: { mean: 1, variance: 1 },
          // x is 0, so that kept elements are b; a and b are those of the paper.
          alphaDropout: ofAlpha(0.1),
          gaussianDropout: { mean: 1, variance: 0.4 / 0.6 },
          gaussianNoise: { mean: 1, variance: 0.16 },
        }[name];
        const mean = y.reduce((sum, value) => sum + value) / n;
        const variance = y.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n;
        // 4.5 standard deviations of a mean: outside once in 150,000 choices of the seed. That of a variance, of normals
        // the widest of these, is √(2/n) of it: 4.5 of them as well.
        expect(Math.abs(mean - expected.mean)).toBeLessThan(4.5 * Math.sqrt(expected.variance / n));
        const widest = name === 'alphaDropout' ? Math.sqrt(8 / n) : Math.sqrt(2 / n);
        expect(Math.abs(variance / expected.variance - 1)).toBeLessThan(4.5 * widest);
      });
    },
  );

  test('the numbers of the article', () => {
    install(tf);
    const layer = tf.layers.dropout({ rate: 0.1 });
    const x = tf.tensor1d([5, 7, 9]);
    const scaled = [5.5556, 7.7778, 10];
    let allKept = 0;
    for (let call = 0; call < 100; ++call) {
      const y = [...taken(layer.apply(x, { training: true }) as typeof x)];
      y.forEach((value, i) => {
        if (value !== 0) expect(value).toBeCloseTo(scaled[i], 4);
      });
      allKept += Number(!y.includes(0));
    }
    // 100 · 0.9³ = 73 on average; outside of 4.5 standard deviations once in 150,000 choices of the seed.
    expect(Math.abs(allKept - 72.9)).toBeLessThan(20);
    expect([...taken(layer.apply(x, { training: false }) as typeof x)]).toEqual([5, 7, 9]);
    uninstall(tf);
  });
});

type Layer = ReturnType<typeof layers.dropout>;

function ofAlpha(p: number): { mean: number; variance: number } {
  const alpha = 1.7580993408473766;
  const a = 1 / Math.sqrt((alpha ** 2 * p + 1) * (1 - p));
  const b = alpha * a * p;
  return { mean: b - a * alpha * p, variance: (a * alpha) ** 2 * p * (1 - p) };
}
