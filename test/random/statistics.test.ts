/**
 * Random numbers pass statistical tests with fixed seeds.
 *
 * Every test computes deviations in standard deviations and fails above 4.5, which a right generator exceeds once in 150,000
 * times, or Kolmogorov's statistic and fails above 2.5: once in 130,000. All tests here (under 150) together fail once in
 * 1,000 choices of seeds. Engines give the same numbers, so the fastest one draws them.
 */

import { describe, expect, test } from 'vitest';
import { keyOf } from '../../src/core/bits.js';
import { js } from '../../src/engine/js/engine.js';
import { Generator } from '../../src/index.js';
import { below, wordsOf } from '../../src/random/integers.js';
import { NormalSample, tail } from './normal-distribution.js';

const LIMIT = 4.5;
const KOLMOGOROV = 2.5;

/** Pearson's statistic of counts that should be equal, as a deviation in sigmas. */
function chiSquare(counts: ArrayLike<number>): number {
  const all = Array.from(counts);
  const expected = all.reduce((sum, count) => sum + count) / all.length;
  const chi2 = all.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  const freedom = all.length - 1;
  // Wilson and Hilferty (1931): the cube root is nearly normal, also of few counts.
  return ((chi2 / freedom) ** (1 / 3) - (1 - 2 / (9 * freedom))) / Math.sqrt(2 / (9 * freedom));
}

/** Correlation of elements `lag` apart, in sigmas. z has mean 0 and variance 1. */
function correlation(z: Float64Array | Float32Array, lag: number): number {
  let sum = 0;
  for (let i = lag; i < z.length; ++i) sum += z[i] * z[i - lag];
  return sum / Math.sqrt(z.length - lag);
}

/** Neighbours, blocks, steps of the kernels and what they draw at a time. */
const lags = [1, 2, 3, 4, 8, 16, 32, 1024];

test('tail() has the values of tables', () => {
  // Abramowitz and Stegun, table 26.1 and 26.2, and -log10 of the last.
  expect(tail(0)).toBe(0.5);
  expect(tail(1)).toBeCloseTo(0.158655253931457, 14);
  expect(tail(2.999999999)).toBeCloseTo(tail(3.000000001), 10);
  expect(tail(3)).toBeCloseTo(0.001349898031630095, 16);
  expect(-Math.log10(tail(6))).toBeCloseTo(9.00586, 5);
});

describe('normals', () => {
  const n = 2 ** 22;
  const z = new Generator(2026).normal(n);
  const sample = new NormalSample();
  sample.add(z);

  test.each(sample.deviations())('$what', ({ sigmas }) => {
    expect(Math.abs(sigmas)).toBeLessThan(LIMIT);
  });

  test('Kolmogorov and Smirnov', () => expect(sample.kolmogorov()).toBeLessThan(KOLMOGOROV));

  test.each(lags)('numbers %d apart', (lag) => {
    expect(Math.abs(correlation(z, lag))).toBeLessThan(LIMIT);
    const squares = Float32Array.from(z, (one) => (one * one - 1) / Math.SQRT2);
    expect(Math.abs(correlation(squares, lag))).toBeLessThan(LIMIT);
  });

  test('pairs have all directions equally often', () => {
    const counts = new Float64Array(64);
    for (let i = 0; i < n; i += 2) {
      counts[Math.min(63, Math.floor((Math.atan2(z[i + 1], z[i]) / Math.PI + 1) * 32))] += 1;
    }
    expect(chiSquare(counts)).toBeLessThan(LIMIT);
  });

  test('other draws and children give uncorrelated normals', () => {
    const others = [
      new Generator({ seed: '2026', draw: 1 }),
      new Generator(2026).split(0),
      new Generator(2026).split('a'),
    ];
    for (const other of others) {
      const there = other.normal(n);
      let sum = 0;
      for (let i = 0; i < n; ++i) sum += z[i] * there[i];
      expect(Math.abs(sum / Math.sqrt(n))).toBeLessThan(LIMIT);
    }
  });

  test('every number is within 5e-7, relatively, of the exact formula of Box and Muller', () => {
    const drawn = new Generator(5).normal(2 ** 20);
    const words = new Uint32Array(2 ** 20);
    js.words(keyOf(5n, 0), 16, 0, words);
    let worst = 0;
    for (let i = 0; i < words.length; i += 2) {
      const u = Math.fround(Math.fround(words[i] >>> 1) * 2 ** -31 + 2 ** -32);
      const r = Math.sqrt(-2 * Math.log(u));
      const angle = (words[i + 1] << 2) * 2 ** -31 * (Math.PI / 4);
      const pair = [(words[i + 1] >>> 31 === 1 ? -1 : 1) * r * Math.cos(angle), r * Math.sin(angle)];
      if ((words[i + 1] >>> 30) % 2 === 1) pair.reverse();
      for (const k of [0, 1]) worst = Math.max(worst, Math.abs(drawn[i + k] - pair[k]) / Math.abs(pair[k] || 1));
    }
    expect(worst).toBeLessThan(5e-7);
    expect(worst).toBeGreaterThan(1e-8);
  });
});

describe.each([
  ['float32', 24, (n: number) => new Float64Array(new Generator(77).uniform(n))],
  ['float64', 53, (n: number) => new Generator(77).uniform(new Float64Array(n))],
])('uniforms of %s', (_, digits, draw) => {
  const n = 2 ** 20;
  const u = draw(n);

  test.each([1, 2, 3, 4, 5, 6])('E[u^%d]', (k) => {
    const mean = u.reduce((sum, one) => sum + one ** k, 0) / n;
    const variance = 1 / (2 * k + 1) - 1 / (k + 1) ** 2;
    expect(Math.abs(mean - 1 / (k + 1)) / Math.sqrt(variance / n)).toBeLessThan(LIMIT);
  });

  test('Kolmogorov and Smirnov', () => {
    const sorted = u.slice().sort();
    const worst = sorted.reduce((most, one, i) => Math.max(most, one - i / n, (i + 1) / n - one), 0);
    expect(worst * Math.sqrt(n)).toBeLessThan(KOLMOGOROV);
  });

  // All digits of the type, eight at a time.
  test.each([0, 8, 16, digits - 8])('the eight digits after the first %d are equally likely', (skipped) => {
    const counts = new Float64Array(256);
    for (const one of u) counts[Math.floor(((one * 2 ** skipped) % 1) * 256)] += 1;
    expect(chiSquare(counts)).toBeLessThan(LIMIT);
  });

  test('have no more digits than the type', () =>
    expect(u.every((one) => Number.isInteger(one * 2 ** digits))).toBe(true));

  test.each(lags)('numbers %d apart', (lag) => {
    const z = u.map((one) => (one - 0.5) * Math.sqrt(12));
    expect(Math.abs(correlation(z, lag))).toBeLessThan(LIMIT);
  });
});

describe('permutations', () => {
  test.each([
    [2, 2],
    [3, 6],
    [4, 24],
    [5, 120],
  ])('every order of %d numbers is equally likely', (n, orders) => {
    const generator = new Generator(13);
    const counts = new Map<string, number>();
    for (let i = 0; i < 200_000; ++i) {
      const order = generator.permutation(n).join();
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(orders);
    expect(chiSquare([...counts.values()])).toBeLessThan(LIMIT);
  });

  test('every number is at every place equally often', () => {
    const n = 50;
    const generator = new Generator(14);
    const counts = new Float64Array(n * n);
    for (let i = 0; i < 20_000; ++i) {
      for (const [place, one] of generator.permutation(n).entries()) counts[one * n + place] += 1;
    }
    // Sums of rows and columns are fixed, so (n - 1)² counts are free. Each is binomial with variance 400 (1 - 1/n).
    const chi2 = counts.reduce((sum, count) => sum + (count - 400) ** 2 / (400 * (1 - 1 / n)), 0) * ((n - 1) / n) ** 2;
    expect(Math.abs(chi2 - (n - 1) ** 2) / Math.sqrt(2 * (n - 1) ** 2)).toBeLessThan(LIMIT);
  });

  test('a permutation of a million numbers has each of them', () => {
    const order = new Generator(15).permutation(1_000_003);
    expect(
      order
        .slice()
        .sort()
        .every((one, i) => one === i),
    ).toBe(true);
    const fixed = order.reduce((count, one, i) => count + Number(one === i), 0);
    expect(fixed).toBeLessThan(10); // Poisson's distribution of mean 1 has more once in 9 million
  });
});

describe('integers below n', () => {
  // Without rejection, the high word of word · n would give one of three neighbours twice as often as the others.
  test.each([3 * 2 ** 30, 2 ** 31 + 2 ** 30 + 3])('remainders of %d by 3', (n) => {
    const next = wordsOf(js, keyOf(21n, 0), 19, 2 ** 20);
    const counts = new Float64Array(3);
    for (let i = 0; i < 2 ** 20; ++i) counts[below(n, next) % 3] += 1;
    expect(chiSquare(counts)).toBeLessThan(LIMIT);
  });

  test.each([1, 2, 3, 1000, 2 ** 31, 2 ** 31 + 1, 3 * 2 ** 30, 2 ** 32 - 1])(
    '%d: the words that are passed over',
    (n) => {
      const least = 2n ** 32n % BigInt(n);
      for (const word of [0, 1, 2, 3, 4, 2 ** 16, 2 ** 31, 2 ** 31 + 1, 2 ** 32 - 1]) {
        const words = [word, 2 ** 32 - 1];
        let taken = 0;
        const got = below(n, () => words[taken++]);
        const passed = (BigInt(word) * BigInt(n)) % 2n ** 32n < least;
        expect([got, taken]).toEqual([Number((BigInt(words[taken - 1]) * BigInt(n)) >> 32n), passed ? 2 : 1]);
      }
    },
  );
});
