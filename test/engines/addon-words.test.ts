/** The addon refuses words and layouts that do not match the call, and writes nothing. */

import { describe, expect, test } from 'vitest';
import type { Binding, Status } from '../../binding.js';
import type { StoredArray } from '../../src/core/dtype.js';
import type { Layout } from '../../src/core/layout.js';
import { CALL_BYTES, CallWriter } from '../../src/engine/struct-call.js';
import { bitsOf, rows } from '../support/operations.js';
import { binding, filled, isLoaded, N, NO_INTEGERS, start, untouched } from './addon-call.js';
import { loadBinding } from './binding.js';

describe.runIf(isLoaded)('the binding', () => {
  test.each(rows.filter(({ bits }) => bits === 'given'))(
    '$name: a layout needs words for all its mask elements',
    (row) => {
      const call = (layout: Layout, words: number): Status =>
        start(row, filled(row, N), filled(row, N), { words: new Uint32Array(words), layout });
      expect(call({ shared: 25, inner: 1 }, 1)).toBe(undefined); // 4 mask elements
      expect(call({ shared: 2, inner: 25 }, 2)).toBe(undefined); // 50
      expect(call({ shared: 2, inner: 25 }, 1)).toBe(4);
      expect(call({ shared: 3, inner: 1 }, 1)).toBe(4); // 34
      for (const bad of [0, 1.5, 2 ** 54, 2 ** 200, ...NO_INTEGERS]) {
        expect(() => call({ shared: bad, inner: 1 }, 4)).toThrow(RangeError);
        expect(() => call({ shared: 2, inner: bad }, 4)).toThrow(RangeError);
      }
    },
  );

  test.each(rows.filter(({ bits }) => bits === 'drawn'))('$name: drawn bits take no layout', (row) => {
    const layout = { shared: 2, inner: 1 };
    expect(() => start(row, filled(row, N), filled(row, N), { layout })).toThrow(RangeError);
  });

  describe.each(rows.filter((row) => row.bits === 'given'))('$name', (row) => {
    test.each([
      [29, 4],
      [0, 3],
      [32 * 4, 4],
      [2 ** 47, 4],
      [2 ** 53 - 1, 4],
    ])('bit %d is too far into %d words', (index, length) => {
      const y = filled(row, N);
      expect(start(row, filled(row, N), y, { words: new Uint32Array(length), index })).toBe(4);
      expect(untouched(y)).toBe(true);
    });

    test('words of a different type are refused', () => {
      const y = filled(row, N);
      expect(start(row, filled(row, N), y, { words: new Uint8Array(4) as never })).toBe(4);
      expect(untouched(y)).toBe(true);
    });

    test('bits to the last one', () => {
      expect(start(row, filled(row, N), filled(row, N), { words: new Uint32Array(4), index: 28 })).toBe(undefined);
    });

    /** Words that begin `bytes` after the start or the end of y, in the same memory. */
    function words(bytes: number, from: 'start' | 'end'): { y: StoredArray; words: Uint32Array<ArrayBuffer> } {
      const memory = new ArrayBuffer(16 + N * row.dtype.bytes + 16);
      const y = new row.dtype.Array(memory, 16, N).fill(77);
      const begin = y.byteOffset + bytes + (from === 'end' ? y.byteLength : 0);
      return { y, words: new Uint32Array(memory, begin, 4) };
    }

    test.each([
      [-12, 'start'],
      [0, 'start'],
      [100, 'start'],
      [-4, 'end'],
    ] as const)('words that begin %d bytes from the %s of y', (bytes, from) => {
      const memory = words(bytes, from);
      const before = memory.y.slice();
      expect(start(row, filled(row, N), memory.y, { words: memory.words })).toBe(1);
      expect(memory.y).toEqual(before);
    });

    test.each([
      [-16, 'start'],
      [0, 'end'],
    ] as const)('words that begin %d bytes from the %s of y, and are beside it', (bytes, from) => {
      const memory = words(bytes, from);
      expect(start(row, filled(row, N), memory.y, { words: memory.words })).toBe(undefined);
    });
  });

  describe('the memory of the call', () => {
    test('has the size that TypeScript expects', () => expect(binding.call.byteLength).toBe(CALL_BYTES));

    test('is refused as an output of words', () => {
      const words = new Uint32Array(binding.call);
      const before = words.slice();
      expect([binding.draw(words), binding.words(words), binding.threefry(words)]).toEqual([1, 1, 1]);
      expect(words).toEqual(before);
    });

    test('no call runs after its transfer', () => {
      const other = loadBinding() as Binding;
      const moved = structuredClone(other.call, { transfer: [other.call] });
      new Float64Array(moved)[2] = N;
      const [x, y, words] = [new Float32Array(N).fill(1), new Float32Array(N), new Uint32Array(4)];
      expect(() => other.dropout(x, y)).toThrow(RangeError);
      expect(() => other.apply(words, x, y, x, x, y)).toThrow(RangeError);
      for (const fill of [other.draw, other.words, other.threefry, other.numbers])
        expect(() => fill(words as never)).toThrow(RangeError);
      expect([...y, ...words].every((value) => value === 0)).toBe(true);
    });
  });

  test('words and numbers fill the array and write nothing beyond it', () => {
    const bytes = new Uint8Array(4 * N);
    const call = new CallWriter(binding.call);
    call.bits(bitsOf({ seed: 1n, draw: 0, p: 0.5 }));
    call.range(0, N);
    const fills = [binding.draw, binding.words, binding.threefry];
    for (const fill of fills) expect(fill(bytes.subarray(0, N) as never)).toBe(undefined);
    expect(bytes.subarray(N).every((byte) => byte === 0)).toBe(true);
    for (const bad of NO_INTEGERS) {
      call.range(bad, N);
      for (const fill of fills) expect(() => fill(new Uint32Array(4))).toThrow(RangeError);
    }
  });
});
