/** Drop path drops samples or batches as often as p says, as in timm and torchvision, and its rates rise evenly. */

import { describe, expect, test } from 'vitest';
import { DropPath, dropPath, dropPathRates, Generator } from '../../src/index.js';
import { engines } from '../conformance/engines.js';

const ones = (n: number): Float32Array => new Float32Array(n).fill(1);

/** log(n!) as a sum. */
function logFactorial(n: number): number {
  let sum = 0;
  for (let k = 2; k <= n; ++k) sum += Math.log(k);
  return sum;
}

/** The binomial probability of all counts that are no more likely than k of n: SciPy's binomtest. */
function binomialTest(k: number, n: number, p: number): number {
  const [logP, logQ, all] = [Math.log(p), Math.log(1 - p), logFactorial(n)];
  const odds = Array.from({ length: n + 1 }, (_, j) => {
    return Math.exp(all - logFactorial(j) - logFactorial(n - j) + j * logP + (n - j) * logQ);
  });
  return odds.filter((one) => one <= odds[k] * (1 + 1e-7)).reduce((sum, one) => sum + one, 0);
}

// As torchvision's TestStochasticDepth. Each engine is tested on the same 30 counts. A right mask fails each test for one
// in 100,000 seeds.
describe.each(engines)('drops as often as p says, on %s', (engine) => {
  describe.each(['row', 'batch'] as const)('%s', (mode) => {
    test.each([0.2, 0.5, 0.8])('p = %d', (p) => {
      for (let seed = 0; seed < 5; ++seed) {
        const generator = new Generator(seed);
        const [calls, rows] = mode === 'row' ? [1, 200] : [200, 2];
        let dropped = 0;
        for (let call = 0; call < calls; ++call) {
          const y = dropPath(ones(rows * 4), p, { shape: [rows, 2, 2], mode, generator, engine });
          for (let k = 0; k < y.length; k += mode === 'row' ? 4 : y.length) dropped += Number(y[k] === 0);
        }
        expect(binomialTest(dropped, 200, p)).toBeGreaterThan(1e-5);
      }
    });
  });

  test.each(['row', 'batch'] as const)('p = 0 gives x and p = 1 zeros, %s', (mode) => {
    const x = Float32Array.from({ length: 12 }, (_, i) => i - 6);
    expect(dropPath(x, 0, { shape: [3, 4], mode, engine })).toEqual(x);
    expect(dropPath(x, 1, { shape: [3, 4], mode, engine })).toEqual(new Float32Array(12));
  });

  test("scaleByKeep: false scales nothing, with scaling 'eval', too", () => {
    const options = { shape: [40, 3], scaleByKeep: false, engine } as const;
    const y = dropPath(ones(120), 0.5, { ...options, generator: new Generator(1) });
    expect(new Set(y)).toEqual(new Set([0, 1]));
    const x = ones(120);
    expect(dropPath(x, 0.5, { ...options, scaling: 'eval', training: false })).toBe(x);
  });
});

test('p is 0 by default, as in timm', () => {
  expect(new DropPath().p).toBe(0);
  expect(dropPath(ones(6), undefined, { shape: [2, 3] })).toEqual(ones(6));
});

describe('rates', () => {
  test.each([
    [0.2, 5, [0, 0.05, 0.1, 0.15, 0.2]],
    [0.3, 2, [0, 0.3]],
    [1, 3, [0, 0.5, 1]],
    [0, 3, [0, 0, 0]],
    [0.7, 1, [0]],
  ])('up to %d in %d blocks', (rate, depth, expected) => {
    const rates = dropPathRates(rate, depth);
    expect(rates).toEqual(expected.map((one) => expect.closeTo(one, 15)));
  });

  test('the last is the rate itself', () => {
    for (let depth = 2; depth < 300; ++depth) expect(dropPathRates(0.3, depth).at(-1)).toBe(0.3);
  });
});
