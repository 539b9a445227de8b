/**
 * Masks pass statistical tests with fixed seeds.
 *
 * Every test computes a deviation in standard deviations and fails above 4.5: a right generator exceeds that once in
 * 150,000 tests, and all tests here (under 100) together once in 1,500 choices of seeds. Masks are the same on every engine,
 * so the fastest one draws them.
 */

import { describe, expect, test } from 'vitest';
import { Generator, Mask } from '../../src/index.js';

const LIMIT = 4.5;

/** How far `count` of n is from a binomial's mean n·q, in standard deviations. */
function deviation(count: number, n: number, q: number): number {
  return Math.abs(count - n * q) / Math.sqrt(n * q * (1 - q));
}

function popcount(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const nibbles = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((nibbles + (nibbles >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Elements kept in one mask and dropped in the other. */
function differing(a: Uint32Array, b: Uint32Array): number {
  let count = 0;
  for (let w = 0; w < a.length; ++w) count += popcount(a[w] ^ b[w]);
  return count;
}

describe('the drop rate is p', () => {
  // An error of 2^-8 in the threshold shifts the rate by p/256. With these numbers of elements that is at least 9 standard
  // deviations. Only for p = 1e-6 it is not: there 2^32 elements reveal an error of a tenth.
  test.each([
    [0.5, 2 ** 23],
    [0.1, 2 ** 26],
    [1 / 3, 2 ** 25],
    [1e-3, 3 * 2 ** 31],
    [1e-6, 2 ** 32],
    [0.999, 2 ** 24],
  ])('p = %d over %d elements', (p, n) => {
    const dropped = n - new Mask({ seed: 2026, draw: 11, p }).count(n);
    expect(deviation(dropped, n, p)).toBeLessThan(LIMIT);
  });
});

describe.each([0.5, 0.1, 0.75])('independence at p = %d', (p) => {
  const n = 2 ** 24;
  const differ = 2 * p * (1 - p);
  const bitsOf = (seed: bigint, draw: number, offset = 0): Uint32Array =>
    new Mask({ seed, draw, p }).toBits(n, { offset });
  const base = bitsOf(31n, 4);

  // Neighbours, words, groups, the groups beside each other in vectors, steps and chunks.
  test.each([1, 2, 3, 7, 31, 32, 33, 64, 96, 127, 128, 129, 256, 512, 1024, 4096])('elements %d apart', (lag) => {
    expect(deviation(differing(base, bitsOf(31n, 4, lag)), n, differ)).toBeLessThan(LIMIT);
  });

  test.each([5, 6, 4 + 2 ** 32])('draws 4 and %d', (draw) => {
    expect(deviation(differing(base, bitsOf(31n, draw)), n, differ)).toBeLessThan(LIMIT);
  });

  test.each([0n, 1n, 31n, 32n, 63n])('seeds that differ in bit %d', (bit) => {
    expect(deviation(differing(base, bitsOf(31n ^ (1n << bit), 4)), n, differ)).toBeLessThan(LIMIT);
  });

  test.each([0, 1, 2])('a seed and its child %d', (k) => {
    const child = new Generator(31).split(k).seed;
    expect(deviation(differing(base, bitsOf(child, 4)), n, differ)).toBeLessThan(LIMIT);
  });

  test('every position in a group', () => {
    const counts = new Float64Array(128);
    for (let w = 0; w < base.length; ++w) {
      for (let b = 0; b < 32; ++b) counts[(w % 4) * 32 + b] += (base[w] >>> b) & 1;
    }
    for (const count of counts) expect(deviation(count, n / 128, 1 - p)).toBeLessThan(LIMIT + 0.5);
  });
});

test('patterns of eight neighbours at p = 0.5 are equally likely', () => {
  const bytes = new Uint8Array(new Mask({ seed: 9, draw: 0, p: 0.5 }).toBits(2 ** 25).buffer);
  const counts = new Float64Array(256);
  for (const byte of bytes) counts[byte] += 1;
  const expected = bytes.length / 256;
  const chi2 = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  expect(Math.abs(chi2 - 255) / Math.sqrt(2 * 255)).toBeLessThan(LIMIT);
});

test('E[y] = x', () => {
  const x = Float32Array.of(5, 7, 9, -3);
  const generator = new Generator(1);
  const draws = 200_000;
  for (const p of [0.1, 0.5, 0.9]) {
    const sums = new Float64Array(x.length);
    for (let d = 0; d < draws; ++d) {
      const y = generator.mask(p).apply(x);
      for (let i = 0; i < x.length; ++i) sums[i] += y[i];
    }
    for (let i = 0; i < x.length; ++i) {
      const sigma = Math.abs(x[i]) * Math.sqrt(p / (1 - p) / draws);
      expect(Math.abs(sums[i] / draws - x[i]) / sigma).toBeLessThan(LIMIT);
    }
  }
});
