/** Gaussian dropout and Gaussian noise pass the cases of Keras's layers, with their gradients. */

import { describe, expect, test } from 'vitest';
import { GaussianDropout, GaussianNoise, Generator, gaussianDropout, gaussianNoise } from '../../src/index.js';
import { engines } from '../conformance/engines.js';
import { expectSame } from '../support/same.js';

const { fround } = Math;
/** More than the 2^18 normals that are drawn at a time. */
const n = 300_001;
const x = new Generator(1).normal(n);
/** The normals that a call with `new Generator(5)` uses. */
const z = new Generator(5).normal(n);

describe.each(engines)('%s', (engine) => {
  const options = () => ({ generator: new Generator(5), engine });

  test.each([0, 0.1, 0.5, 0.9])('dropout, p = %d: x · (1 + σ z)', (p) => {
    const sigma = fround(Math.sqrt(p / (1 - p)));
    const expected = x.map((value, i) => value * fround(1 + fround(sigma * z[i])));
    expectSame(gaussianDropout(x, p, options()), expected, 'float32');
  });

  test.each([0, 0.1, 1])('noise, stddev = %d: x + σ z', (stddev) => {
    const expected = x.map((value, i) => value + fround(fround(stddev) * z[i]));
    expectSame(gaussianNoise(x, stddev, options()), expected, 'float32');
  });

  test.each([0, 1, 3, 31, 32, 33])('%d elements', (few) => {
    const some = x.subarray(0, few);
    const sigma = fround(Math.sqrt(0.3 / 0.7));
    expectSame(
      gaussianNoise(some, 0.1, options()),
      some.map((value, i) => value + fround(fround(0.1) * z[i])),
      'noise',
    );
    const expected = some.map((value, i) => value * fround(1 + fround(sigma * z[i])));
    expectSame(gaussianDropout(some, 0.3, options()), expected, 'dropout');
  });

  test('float64 has the same normals', () => {
    const wide = Float64Array.from(x.subarray(0, 1000));
    const y = gaussianNoise(wide, 0.3, options());
    expectSame(
      y,
      wide.map((value, i) => value + 0.3 * z[i]),
      'float64',
    );
  });

  test('bfloat16 is calculated in float32', () => {
    const ones = new Uint16Array(1000).fill(0x3f80);
    const y = gaussianDropout(ones, 0.2, { ...options(), dtype: 'bfloat16' });
    const floats = gaussianDropout(new Float32Array(1000).fill(1), 0.2, options());
    for (const [i, bits] of y.entries()) {
      const value = new Float32Array(Uint32Array.of(bits << 16).buffer)[0];
      expect(Math.abs(value - floats[i])).toBeLessThanOrEqual(Math.abs(floats[i]) * 2 ** -8); // half a unit in the last place
    }
  });

  test('in place, out, and a slice', () => {
    const whole = gaussianDropout(x, 0.3, options());
    const place = x.slice();
    expect(gaussianDropout(place, 0.3, { ...options(), inplace: true })).toBe(place);
    expectSame(place, whole, 'in place');
    const part = gaussianDropout(x.subarray(777), 0.3, { ...options(), offset: 777 });
    expectSame(part, whole.slice(777), 'from element 777 on');
    const memory = new Float32Array(n + 1);
    const over = { ...options(), out: memory.subarray(1) };
    expect(() => gaussianDropout(memory.subarray(0, n), 0.3, over)).toThrow(/^out: expected all of the memory/);
    expect(over.generator.draw).toBe(0);
  });
});

test('the gradient has the same normals, and that of noise is the gradient itself', () => {
  const dropout = new GaussianDropout(0.3, { generator: new Generator(5) });
  const y = dropout.forward(x);
  expectSame(dropout.backward(x), y, 'dropout is linear');
  const noise = new GaussianNoise(0.3, { generator: new Generator(5) });
  noise.forward(x);
  expect(noise.backward(x)).toBe(x);
  expect(noise.stddev).toBe(0.3);
});

test.each(engines)('%s: an output over a part of x is refused before anything is written', (engine) => {
  const apart = 2 ** 18 + 5; // so that no piece of x overlaps the piece of the output that belongs to it
  const memory = new Generator(1).normal(n + apart);
  const before = memory.slice();
  const [over, out] = [memory.subarray(0, n), memory.subarray(apart)];
  for (const call of [gaussianDropout, gaussianNoise]) {
    expect(() => call(over, 0.5, { out, engine })).toThrow(/^out: expected all of the memory of an input or none/);
  }
  expectSame(memory, before, 'memory');
});

test('evaluation is the identity', () => {
  expect(new GaussianDropout(0.3).eval().forward(x)).toBe(x);
  expect(gaussianNoise(x, 0.3, { training: false })).toBe(x);
});

// For 300,001 ones the mean has a standard deviation of σ / √n, the variance one of σ² √(2 / n). Right results exceed 5
// deviations once in 1.7 million tests.
test.each([0.2, 0.5])('mean 1 and the variance of dropout, p = %d', (p) => {
  const y = gaussianDropout(new Float32Array(n).fill(1), p, { generator: new Generator(9) });
  const mean = y.reduce((sum, value) => sum + value, 0) / n;
  const variance = y.reduce((sum, value) => sum + (value - 1) ** 2, 0) / n;
  const sigma2 = p / (1 - p);
  expect(Math.abs(mean - 1)).toBeLessThan(5 * Math.sqrt(sigma2 / n));
  expect(Math.abs(variance / sigma2 - 1)).toBeLessThan(5 * Math.sqrt(2 / n));
});

test.each([
  [() => gaussianDropout(x, 1), /^p: expected a number in \[0, 1\), got 1$/],
  [() => gaussianNoise(x, 1.5), /^stddev: expected a number in \[0, 1\], got 1\.5$/],
  [() => gaussianNoise(x, -0.1), /^stddev: /],
  [() => new GaussianDropout('a' as never), /^p: /],
])('bad input: %o', (call, message) => {
  expect(call).toThrow(message);
});
