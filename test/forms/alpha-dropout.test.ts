/** Alpha dropout is that of torch.nn and of its paper, and keeps mean and variance. */

import { describe, expect, test } from 'vitest';
import { alphaDropout, Generator, Mask } from '../../src/index.js';
import { engines } from '../conformance/engines.js';

const ALPHA = 1.7580993408473766;

/** From the formula in the paper of Klambauer et al., with torch's digits of α′: a (x · kept - α′ (1 - kept)) + b. */
function expected(x: Float64Array, kept: Uint8Array, p: number): Float64Array {
  if (p === 1) return new Float64Array(x.length);
  const a = ((1 - p) * (1 + p * ALPHA ** 2)) ** -0.5;
  return x.map((value, i) => a * (kept[i] === 1 ? value : -ALPHA) + a * p * ALPHA);
}

test.each([0, 0.1, 0.5, 0.8, 1])('p = %d', (p) => {
  const x = Float64Array.from({ length: 120 }, (_, i) => 3 * Math.sin(i));
  const kept = new Mask({ seed: 6, draw: 0, p }).toUint8Array(120);
  const wanted = expected(x, kept, p);
  alphaDropout(x, p, { generator: new Generator(6) }).forEach((value, i) => {
    // The two orders of operations differ by a few roundings of numbers below 16.
    expect(Math.abs(value - wanted[i])).toBeLessThan(1e-14);
  });
});

describe.each(engines)('%s', (engine) => {
  // What torch.nn.functional.alpha_dropout(torch.full((64,), 2.0), 0.2) of torch 2.15.0 gave.
  test('float32 is that of torch bit by bit', () => {
    const values = new Set(alphaDropout(new Float32Array(64).fill(2), 0.2, { generator: new Generator(6), engine }));
    expect(values).toEqual(new Set([-1.2361598014831543, 2.066847085952759]));
  });
});

// Normal numbers keep mean 0 and variance 1. The mean of n has a standard deviation of √(1/n), the variance one of
// √((κ - 1)/n), with a kurtosis κ below 5 for these p. Right results exceed 4.5 deviations once in 150,000 tests.
test.each([0.2, 0.5, 0.8])('keeps mean and variance, p = %d', (p) => {
  const n = 200_000;
  const normals = Float64Array.from(new Generator(12).normal(n));
  const y = alphaDropout(normals, p, { generator: new Generator(13) });
  const mean = y.reduce((sum, value) => sum + value, 0) / n;
  const variance = y.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n;
  expect(Math.abs(mean)).toBeLessThan(4.5 * Math.sqrt(1 / n));
  expect(Math.abs(variance - 1)).toBeLessThan(4.5 * Math.sqrt(4 / n));
});
