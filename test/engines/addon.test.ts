/** The addon refuses x and y that do not match the call, and writes nothing. */

import { describe, expect, test } from 'vitest';
import { DTYPES } from '../../src/core/dtype.js';
import { OPERATIONS } from '../../src/core/operation.js';
import { rows } from '../support/operations.js';
import { binding, detached, filled, isLoaded, lying, N, NO_INTEGERS, start, untouched } from './addon-call.js';

describe.runIf(isLoaded)('the binding', () => {
  describe.each(rows)('$name', (row) => {
    test('arrays exactly as long as needed are accepted', () => {
      const y = filled(row, N);
      expect(start(row, filled(row, N), y)).toBe(undefined);
      expect(untouched(y)).toBe(false);
    });

    test.each([0, 1, N - 1])('x of %d elements is refused', (n) => {
      const [x, y] = [filled(row, n), filled(row, N)];
      expect(start(row, x, y)).toBe(2);
      expect(untouched(y)).toBe(true);
    });

    test.each([0, 1, N - 1])('y of %d elements is refused', (n) => {
      const memory = filled(row, N);
      expect(start(row, filled(row, N), memory.subarray(0, n))).toBe(3);
      expect(untouched(memory)).toBe(true);
    });

    test('detached memory is refused', () => {
      const y = filled(row, N);
      expect(start(row, detached(row), y)).toBe(2);
      expect(start(row, y, detached(row))).toBe(3);
      expect(untouched(y)).toBe(true);
    });

    test('more elements than memory can hold are refused', () => {
      const y = filled(row, N);
      for (const n of [N + 1, 2 ** 32, 2 ** 32 + 1, 2 ** 52]) expect(start(row, filled(row, N), y, { n })).toBe(2);
      expect(untouched(y)).toBe(true);
    });

    test.each([-1, 1, N / 2, N - 1])('y that begins at element %d of x is refused', (shift) => {
      const memory = filled(row, 3 * N);
      const [x, y] = [memory.subarray(N, 2 * N), memory.subarray(N + shift, 2 * N + shift)];
      expect(start(row, x, y)).toBe(1);
      expect(untouched(memory)).toBe(true);
    });

    test.each([-N, 0, N])('y that begins at element %d of x does not overlap, and is accepted', (shift) => {
      const memory = filled(row, 3 * N);
      expect(start(row, memory.subarray(N, 2 * N), memory.subarray(N + shift, 2 * N + shift))).toBe(undefined);
    });

    test.each([DTYPES.length, 255, 2 ** 32 - 1])('dtype %d is unknown', (code) => {
      const y = filled(row, N);
      const unknown = { ...row, dtype: { ...row.dtype, code } };
      expect(() => start(unknown, filled(row, N), y)).toThrow(RangeError);
      expect(untouched(y)).toBe(true);
    });

    test.each([OPERATIONS.length, 255, 2 ** 32 - 1])('operation %d is unknown', (code) => {
      const y = filled(row, N);
      const unknown = { ...row, operation: { ...row.operation, code } };
      expect(() => start(unknown, filled(row, N), y)).toThrow(RangeError);
      expect(untouched(y)).toBe(true);
    });

    test('values that are no typed arrays are refused', () => {
      const y = filled(row, N);
      for (const bad of [[1, 2], {}, y.buffer, undefined]) {
        expect(() => start(row, bad as never, y)).toThrow(TypeError);
        expect(() => start(row, y, bad as never)).toThrow(TypeError);
      }
      expect(untouched(y)).toBe(true);
    });

    test('arrays of other types count by their bytes', () => {
      const memory = filled(row, N);
      const y = new Uint8Array(memory.buffer).subarray(0, N);
      expect(start(row, lying(row), memory)).toBe(2);
      expect(start(row, filled(row, N), y as never)).toBe(3);
      expect(untouched(memory)).toBe(true);
      expect(start(row, new Float64Array(N) as never, memory)).toBe(undefined);
    });

    test.each(NO_INTEGERS)('index and n must be integers: %d is refused', (bad) => {
      const y = filled(row, N);
      expect(() => start(row, filled(row, N), y, { index: bad })).toThrow(RangeError);
      expect(() => start(row, filled(row, N), y, { n: bad })).toThrow(RangeError);
      expect(untouched(y)).toBe(true);
    });

    test('y in the memory of the call is refused', () => {
      const y = new row.dtype.Array(binding.call, 0, 8);
      expect(start(row, filled(row, 8), y, { n: 8 })).toBe(1);
      expect(new Float64Array(binding.call)[2]).toBe(8);
    });
  });
});
