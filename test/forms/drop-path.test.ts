/** The rates of drop path rise evenly, as in timm, and scaleByKeep: false never scales. */

import { describe, expect, test } from 'vitest';
import { dropPath, dropPathRates } from '../../src/index.js';

test("scaleByKeep: false scales nothing, with scaling 'eval', too", () => {
  const x = new Float32Array(120).fill(1);
  expect(dropPath(x, 0.5, { shape: [40, 3], scaleByKeep: false, scaling: 'eval', training: false })).toBe(x);
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
