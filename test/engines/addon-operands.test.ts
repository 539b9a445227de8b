/** The addon refuses second arrays, biases and sums that do not match the call, and writes nothing. */

import { describe, expect, test } from 'vitest';
import { rows } from '../support/operations.js';
import { binding, filled, isLoaded, lying, N, NO_INTEGERS, start, untouched } from './addon-call.js';

describe.runIf(isLoaded)('the binding', () => {
  describe.each(rows.filter(({ operation }) => operation.other))('$name', (row) => {
    test.each([0, 1, N - 1])('a second array of %d elements is refused', (n) => {
      const y = filled(row, N);
      expect(start(row, filled(row, N), y, { other: filled(row, n) })).toBe(5);
      expect(untouched(y)).toBe(true);
    });

    test('a second array of a different type is refused', () => {
      const y = filled(row, N);
      expect(start(row, filled(row, N), y, { other: lying(row) })).toBe(5);
      expect(untouched(y)).toBe(true);
    });

    test.each([-1, 1, N - 1])('y that begins at element %d of the second array is refused', (shift) => {
      const memory = filled(row, 3 * N);
      const [other, y] = [memory.subarray(N, 2 * N), memory.subarray(N + shift, 2 * N + shift)];
      expect(start(row, filled(row, N), y, { other })).toBe(1);
      expect(untouched(memory)).toBe(true);
    });
  });

  test.each(rows.filter(({ operation }) => operation.bias))('$name: a bias shorter than a tile is refused', (row) => {
    const y = filled(row, N);
    for (const n of [0, 31, 32, 63]) {
      expect(start(row, filled(row, N), y, { bias: new row.dtype.Compute(n) })).toBe(6);
    }
    for (const tile of [0, 1, 31]) expect(start(row, filled(row, N), y, { tile })).toBe(6);
    expect(untouched(y)).toBe(true);
  });

  test.each(rows.filter(({ operation }) => operation.sums))(
    '$name: sums with fewer tiles than blocks are refused',
    (row) => {
      const y = filled(row, N);
      for (const n of [0, 32, 63]) {
        expect(start(row, filled(row, N), y, { sums: new row.dtype.Compute(n) })).toBe(7);
      }
      const sums = new row.dtype.Compute(N);
      for (const tile of [0, 1, 31]) {
        expect(start(row, filled(row, N), y, { sums, tile, block: 2 * tile })).toBe(7);
      }
      for (const block of [0, 33, 2 ** 53 - 1]) {
        expect(start(row, filled(row, N), y, { sums, block })).toBe(7);
      }
      expect(untouched(y)).toBe(true);
    },
  );

  describe.each(rows.filter(({ operation }) => operation.bias || operation.sums))('$name', (row) => {
    test('a bias or sums of a different type are refused', () => {
      const y = filled(row, N);
      const bytes = new Uint8Array(64) as never;
      expect(start(row, filled(row, N), y, { bias: bytes, sums: bytes })).toBe(row.operation.bias ? 6 : 7);
      expect(untouched(y)).toBe(true);
    });

    test.each(NO_INTEGERS)('tile and block must be integers: %d is refused', (bad) => {
      const y = filled(row, N);
      expect(() => start(row, filled(row, N), y, { tile: bad })).toThrow(RangeError);
      expect(() => start(row, filled(row, N), y, { block: bad })).toThrow(RangeError);
      expect(untouched(y)).toBe(true);
    });

    test('sums in the memory of the call are refused', () => {
      const sums = new row.dtype.Compute(binding.call, 0, 16);
      const has = { sums, tile: 8, block: 8 };
      if (row.operation.sums) expect(start(row, filled(row, 8), filled(row, 8), { n: 8, ...has })).toBe(1);
    });
  });
});
