/** Gaussian dropout and noise of more elements than are drawn at a time use the normals of Generator.normal(). */

import { describe, expect, test } from 'vitest';
import { Generator, gaussianDropout, gaussianNoise } from '../../src/index.js';
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

  test('dropout: x · (1 + σ z), also in place and of a slice', () => {
    const sigma = fround(Math.sqrt(0.3 / 0.7));
    const expected = x.map((value, i) => value * fround(1 + fround(sigma * z[i])));
    expectSame(gaussianDropout(x.slice(), 0.3, { ...options(), inplace: true }), expected, 'in place');
    const part = gaussianDropout(x.subarray(777), 0.3, { ...options(), offset: 777 });
    expectSame(part, expected.slice(777), 'from element 777 on');
  });

  test('noise: x + σ z', () => {
    const expected = x.map((value, i) => value + fround(fround(0.1) * z[i]));
    expectSame(gaussianNoise(x, 0.1, options()), expected, 'float32');
  });

  test('an output over a part of x is refused before anything is written', () => {
    const apart = 2 ** 18 + 5; // so that no piece of x overlaps the piece of the output that belongs to it
    const memory = new Generator(1).normal(n + apart);
    const before = memory.slice();
    const [over, out] = [memory.subarray(0, n), memory.subarray(apart)];
    for (const call of [gaussianDropout, gaussianNoise]) {
      expect(() => call(over, 0.5, { out, engine })).toThrow(/^out: expected all of the memory of an input or none/);
    }
    expectSame(memory, before, 'memory');
  });
});
