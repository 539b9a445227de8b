/** Kernels get a bias as a tile of copies, which is no longer than x needs. */

import { expect, test } from 'vitest';
import { FLOAT32 } from '../../src/core/dtype.js';
import { biasesOf, noBias, sumsOf } from '../../src/core/tile.js';

const bias = (n: number): Float32Array => Float32Array.from({ length: n }, (_, i) => i + 1);

test.each([
  [1, 7, 7, 7],
  [4, 16, 16, 16],
  [4, 0, 4, 4],
  [4, 1024, 1024, 1024],
  [4, 1028, 1024, 1024 + 32],
  [3, 3000, 1056, 1056 + 32],
  [1500, 1500, 1500, 1500],
  [1500, 30_000, 12_000, 12_000 + 32],
  [16_385, 16_385 * 2, 16_385, 16_385 + 32],
])('rows of %d along %d: tiles of %d, %d in memory', (n, length, tile, places) => {
  const biases = biasesOf(FLOAT32, bias(n), length);
  expect([biases.tile, biases.array.length]).toEqual([tile, places]);
  expect(biases.array).toEqual(new Float32Array(places).map((_, i) => ((i % tile) % n) + 1));
  expect(sumsOf(FLOAT32, length, n).tile).toBe(tile);
});

test.each([0, 1, 16, 5000])('no bias is -0, along %d', (length) => {
  const { array, tile } = noBias(FLOAT32, length);
  expect(array.every((value) => Object.is(value, -0))).toBe(true);
  expect(tile).toBeLessThanOrEqual(Math.max(length, 1));
});
