/** Alpha dropout is that of torch.nn, by element or by channel, and keeps mean and variance. */

import { describe, expect, test } from 'vitest';
import {
  AlphaDropout,
  alphaDropout,
  FeatureAlphaDropout,
  featureAlphaDropout,
  Generator,
  Mask,
} from '../../src/index.js';
import { engines } from '../conformance/engines.js';
import { noiseSharing } from '../reference/shapes.js';
import { expectSame } from '../support/same.js';

const ALPHA = 1.7580993408473766;

/** From the formula in the paper of Klambauer et al., with torch's digits of α′: a (x · kept - α′ (1 - kept)) + b. */
function expected(x: Float64Array, kept: Uint8Array, p: number): Float64Array {
  if (p === 1) return new Float64Array(x.length);
  const a = ((1 - p) * (1 + p * ALPHA ** 2)) ** -0.5;
  return x.map((value, i) => a * (kept[i] === 1 ? value : -ALPHA) + a * p * ALPHA);
}

function close(actual: Float64Array, wanted: Float64Array): void {
  // The two orders of operations differ by a few roundings of numbers below 16.
  const worst = wanted.reduce((most, value, i) => Math.max(most, Math.abs(actual[i] - value)), 0);
  expect(worst).toBeLessThan(1e-14);
}

const x = Float64Array.from({ length: 4 * 3 * 10 }, (_, i) => 3 * Math.sin(i));
const shape = [4, 3, 10];
const ps = [0, 0.1, 0.5, 0.8, 1];

describe.each(engines)('%s', (engine) => {
  test.each(ps)('p = %d', (p) => {
    const kept = new Mask({ seed: 6, draw: 0, p }).toUint8Array(120);
    close(alphaDropout(x, p, { generator: new Generator(6), engine }), expected(x, kept, p));
  });

  test.each(ps)('whole channels, p = %d', (p) => {
    const bits = new Mask({ seed: 6, draw: 0, p }).toUint8Array(12);
    const { place } = noiseSharing(shape, [4, 3, 1]);
    const kept = Uint8Array.from(x, (_, e) => bits[place(e)]);
    close(featureAlphaDropout(x, p, { shape, generator: new Generator(6), engine }), expected(x, kept, p));
  });

  // What torch.nn.functional.alpha_dropout(torch.full((64,), 2.0), 0.2) of torch 2.15.0 gave.
  test('float32 is that of torch bit by bit', () => {
    const values = new Set(alphaDropout(new Float32Array(64).fill(2), 0.2, { generator: new Generator(6), engine }));
    expect(values).toEqual(new Set([-1.2361598014831543, 2.066847085952759]));
  });

  test('a channel of any rank', () => {
    const y = featureAlphaDropout(new Float32Array(96), 0.5, {
      shape: [2, 3, 4, 2, 2],
      generator: new Generator(1),
      engine,
    });
    for (let e = 0; e < y.length; ++e) expect(y[e]).toBe(y[e - (e % 16)]);
    expect(new Set(y).size).toBe(2);
    const flat = featureAlphaDropout(new Float32Array(6), 0.5, { shape: [2, 3], generator: new Generator(1), engine });
    expect(flat).toEqual(Float32Array.from({ length: 6 }, (_, k) => y[16 * k]));
  });

  // Normal numbers keep mean 0 and variance 1. The mean of n has a standard deviation of √(1/n), the variance one of
  // √((κ - 1)/n), with a kurtosis κ below 5 for these p. Right results exceed 4.5 deviations once in 150,000 tests.
  test.each([0.2, 0.5, 0.8])('keeps mean and variance, p = %d', (p) => {
    const n = 200_000;
    const normals = Float64Array.from(new Generator(12).normal(n));
    const y = alphaDropout(normals, p, { generator: new Generator(13), engine });
    const mean = y.reduce((sum, value) => sum + value, 0) / n;
    const variance = y.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n;
    expect(Math.abs(mean)).toBeLessThan(4.5 * Math.sqrt(1 / n));
    expect(Math.abs(variance - 1)).toBeLessThan(4.5 * Math.sqrt(4 / n));
  });
});

describe.each([
  ['AlphaDropout', AlphaDropout],
  ['FeatureAlphaDropout', FeatureAlphaDropout],
])('%s', (_, Layer) => {
  test('backward multiplies kept elements by a, and zeroes the others', () => {
    for (const p of ps) {
      const layer = new Layer(p, { generator: new Generator(6) });
      const y = layer.forward(x, { shape });
      const a = p === 1 ? 0 : ((1 - p) * (1 + p * ALPHA ** 2)) ** -0.5;
      const moved = layer.backward(new Float64Array(120).fill(1));
      moved.forEach((value, i) => {
        const same = Math.abs(y[i] - (a * x[i] + a * p * ALPHA)) < 1e-12; // no x here is -α′
        expect(value).toBeCloseTo(same ? a : 0, 14);
      });
    }
  });

  test('is the identity in evaluation', () => {
    const layer = new Layer().eval();
    expect(layer.forward(x, { shape })).toBe(x);
    expect(layer.backward(x)).toBe(x);
  });

  test('writes in place, which torch.nn does not', () => {
    const layer = new Layer(0.5, { inplace: true, generator: new Generator(6) });
    const y = new Layer(0.5, { generator: new Generator(6) }).forward(x, { shape });
    const copy = x.slice();
    expect(layer.forward(copy, { shape })).toBe(copy);
    expectSame(copy, y, 'in place');
  });
});
