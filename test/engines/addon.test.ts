/** The addon refuses arguments that do not match their memory, and writes nothing. */

import { describe, expect, test } from 'vitest';
import type { Binding, Status } from '../../binding.js';
import { givenBits } from '../../src/core/bits.js';
import { type ComputeArray, DTYPES, type StoredArray } from '../../src/core/dtype.js';
import { FLAT, type Layout } from '../../src/core/layout.js';
import { OPERATIONS } from '../../src/core/operation.js';
import { INVERTED } from '../../src/core/values.js';
import { CALL_BYTES, CallWriter } from '../../src/engine/struct-call.js';
import { bitsOf, type Row, rows } from '../support/operations.js';
import { loadBinding } from './binding.js';

const loaded = loadBinding();
const N = 100;

const NO_INTEGERS = [-1, 0.5, Number.NaN, Infinity, -Infinity, 2 ** 53 + 2, 2 ** 63, 2 ** 64 - 2048, -(2 ** 70)];

describe.runIf(loaded !== undefined)('the binding', () => {
  const binding = loaded as Binding;

  const none = new Uint32Array(0);

  /** What an operation reads beside x, for N elements: tiles of 32, the first one twice, and blocks of two. */
  interface Operands {
    other: StoredArray;
    bias: ComputeArray;
    sums: ComputeArray;
    layout: Layout;
    tile: number;
    block: number;
  }

  function operands({ dtype }: Row): Operands {
    const { Compute } = dtype;
    return {
      other: new dtype.Array(N),
      bias: new Compute(64),
      sums: new Compute(64),
      layout: FLAT,
      tile: 32,
      block: 64,
    };
  }

  function plain({ operation }: Row): boolean {
    return !operation.other && !operation.bias && !operation.sums;
  }

  /** A call on N elements, from `index` on, straight to the addon. */
  function start(
    row: Row,
    x: StoredArray,
    y: StoredArray,
    words = new Uint32Array(4),
    index = 0,
    n = N,
    has: Partial<Operands> = {},
  ): Status {
    const { operation, dtype, bits } = row;
    const { other, bias, sums, layout, tile, block } = { ...operands(row), ...has };
    const call = new CallWriter(binding.call);
    call.bits(bits === 'drawn' ? bitsOf({ seed: 1n, draw: 0, p: 0.5 }) : givenBits(words));
    call.values(operation, INVERTED, 0.5);
    call.dtype(dtype);
    call.range(index, n);
    call.layout(layout);
    call.tile(tile, block);
    if (bits === 'drawn' && plain(row)) return binding.dropout(x, y);
    return binding.apply(
      bits === 'drawn' ? none : words,
      x,
      y,
      operation.other ? other : none,
      operation.bias ? bias : none,
      operation.sums ? sums : none,
    );
  }

  function filled({ dtype }: Row, n: number): StoredArray {
    return new dtype.Array(n).fill(77);
  }

  function untouched(array: StoredArray): boolean {
    return array.every((value) => value === 77);
  }

  function detached(row: Row): StoredArray {
    const array = filled(row, N);
    structuredClone(array, { transfer: [array.buffer as ArrayBuffer] });
    return array;
  }

  /** N elements of one byte each that are called what the row's are. */
  function lying({ dtype }: Row): StoredArray {
    return Object.setPrototypeOf(new Uint8Array(N), dtype.Array.prototype);
  }

  describe.each(rows)('$name', (row) => {
    test('arrays exactly as long as needed are accepted', () => {
      const y = filled(row, N);
      expect(start(row, filled(row, N), y)).toBe(undefined);
      expect(untouched(y)).toBe(false);
    });

    test.each([0, 1, N - 1])('x has %d elements', (n) => {
      const [x, y] = [filled(row, n), filled(row, N)];
      expect(start(row, x, y)).toBe(2);
      expect(untouched(y)).toBe(true);
    });

    test.each([0, 1, N - 1])('y has %d elements', (n) => {
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

    test('more elements than any memory has are refused', () => {
      const y = filled(row, N);
      for (const n of [N + 1, 2 ** 32, 2 ** 32 + 1, 2 ** 52])
        expect(start(row, filled(row, N), y, undefined, 0, n)).toBe(2);
      expect(untouched(y)).toBe(true);
    });

    test.each([-1, 1, N / 2, N - 1])('y begins at element %d of x', (shift) => {
      const memory = filled(row, 3 * N);
      const [x, y] = [memory.subarray(N, 2 * N), memory.subarray(N + shift, 2 * N + shift)];
      expect(start(row, x, y)).toBe(1);
      expect(untouched(memory)).toBe(true);
    });

    test.each([-N, 0, N])('y begins at element %d of x, which is no overlap', (shift) => {
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

    test.each(NO_INTEGERS)('index and n are integers, not %d', (bad) => {
      const y = filled(row, N);
      expect(() => start(row, filled(row, N), y, undefined, bad, N)).toThrow(RangeError);
      expect(() => start(row, filled(row, N), y, undefined, 0, bad)).toThrow(RangeError);
      expect(untouched(y)).toBe(true);
    });

    test('y lies over the memory of the call', () => {
      const y = new row.dtype.Array(binding.call, 0, 8);
      expect(start(row, filled(row, 8), y, undefined, 0, 8)).toBe(1);
      expect(new Float64Array(binding.call)[2]).toBe(8);
    });
  });

  describe.each(rows.filter(({ operation }) => operation.other))('$name', (row) => {
    test.each([0, 1, N - 1])('the second array has %d elements', (n) => {
      const y = filled(row, N);
      expect(start(row, filled(row, N), y, undefined, 0, N, { other: filled(row, n) })).toBe(5);
      expect(untouched(y)).toBe(true);
    });

    test('the second array is of another type', () => {
      const y = filled(row, N);
      expect(start(row, filled(row, N), y, undefined, 0, N, { other: lying(row) })).toBe(5);
      expect(untouched(y)).toBe(true);
    });

    test.each([-1, 1, N - 1])('y begins at element %d of the second array', (shift) => {
      const memory = filled(row, 3 * N);
      const [other, y] = [memory.subarray(N, 2 * N), memory.subarray(N + shift, 2 * N + shift)];
      expect(start(row, filled(row, N), y, undefined, 0, N, { other })).toBe(1);
      expect(untouched(memory)).toBe(true);
    });
  });

  test.each(rows.filter(({ operation }) => operation.bias))('$name: a bias of less than a tile', (row) => {
    const y = filled(row, N);
    for (const n of [0, 31, 32, 63]) {
      expect(start(row, filled(row, N), y, undefined, 0, N, { bias: new row.dtype.Compute(n) })).toBe(6);
    }
    for (const tile of [0, 1, 31]) expect(start(row, filled(row, N), y, undefined, 0, N, { tile })).toBe(6);
    expect(untouched(y)).toBe(true);
  });

  test.each(rows.filter(({ operation }) => operation.sums))('$name: sums of fewer tiles than blocks', (row) => {
    const y = filled(row, N);
    for (const n of [0, 32, 63]) {
      expect(start(row, filled(row, N), y, undefined, 0, N, { sums: new row.dtype.Compute(n) })).toBe(7);
    }
    const sums = new row.dtype.Compute(N);
    for (const tile of [0, 1, 31]) {
      expect(start(row, filled(row, N), y, undefined, 0, N, { sums, tile, block: 2 * tile })).toBe(7);
    }
    for (const block of [0, 33, 2 ** 53 - 1]) {
      expect(start(row, filled(row, N), y, undefined, 0, N, { sums, block })).toBe(7);
    }
    expect(untouched(y)).toBe(true);
  });

  describe.each(rows.filter(({ operation }) => operation.bias || operation.sums))('$name', (row) => {
    test('a bias or sums of another type', () => {
      const y = filled(row, N);
      const bytes = new Uint8Array(64) as never;
      expect(start(row, filled(row, N), y, undefined, 0, N, { bias: bytes, sums: bytes })).toBe(
        row.operation.bias ? 6 : 7,
      );
      expect(untouched(y)).toBe(true);
    });

    test.each(NO_INTEGERS)('tile and block are integers, not %d', (bad) => {
      const y = filled(row, N);
      expect(() => start(row, filled(row, N), y, undefined, 0, N, { tile: bad })).toThrow(RangeError);
      expect(() => start(row, filled(row, N), y, undefined, 0, N, { block: bad })).toThrow(RangeError);
      expect(untouched(y)).toBe(true);
    });

    test('sums lie over the memory of the call', () => {
      const sums = new row.dtype.Compute(binding.call, 0, 16);
      const has = { sums, tile: 8, block: 8 };
      if (row.operation.sums) expect(start(row, filled(row, 8), filled(row, 8), undefined, 0, 8, has)).toBe(1);
    });
  });

  test.each(rows.filter(({ bits }) => bits === 'given'))('$name: words of a layout', (row) => {
    const call = (layout: Layout, words: number): Status =>
      start(row, filled(row, N), filled(row, N), new Uint32Array(words), 0, N, { layout });
    expect(call({ shared: 25, inner: 1 }, 1)).toBe(undefined); // 4 mask elements
    expect(call({ shared: 2, inner: 25 }, 2)).toBe(undefined); // 50
    expect(call({ shared: 2, inner: 25 }, 1)).toBe(4);
    expect(call({ shared: 3, inner: 1 }, 1)).toBe(4); // 34
    for (const bad of [0, 1.5, 2 ** 54, 2 ** 200, ...NO_INTEGERS]) {
      expect(() => call({ shared: bad, inner: 1 }, 4)).toThrow(RangeError);
      expect(() => call({ shared: 2, inner: bad }, 4)).toThrow(RangeError);
    }
  });

  test.each(rows.filter(({ bits }) => bits === 'drawn'))('$name: drawn bits take no layout', (row) => {
    const layout = { shared: 2, inner: 1 };
    expect(() => start(row, filled(row, N), filled(row, N), undefined, 0, N, { layout })).toThrow(RangeError);
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
      expect(start(row, filled(row, N), y, new Uint32Array(length), index)).toBe(4);
      expect(untouched(y)).toBe(true);
    });

    test('words of another type', () => {
      const y = filled(row, N);
      expect(start(row, filled(row, N), y, new Uint8Array(4) as never)).toBe(4);
      expect(untouched(y)).toBe(true);
    });

    test('bits to the last one', () => {
      expect(start(row, filled(row, N), filled(row, N), new Uint32Array(4), 28)).toBe(undefined);
    });

    /** Words that begin so many bytes after the start of y, or after its end, in the same memory. */
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
      expect(start(row, filled(row, N), memory.y, memory.words)).toBe(1);
      expect(memory.y).toEqual(before);
    });

    test.each([
      [-16, 'start'],
      [0, 'end'],
    ] as const)('words that begin %d bytes from the %s of y, and are beside it', (bytes, from) => {
      const memory = words(bytes, from);
      expect(start(row, filled(row, N), memory.y, memory.words)).toBe(undefined);
    });
  });

  describe('the memory of the call', () => {
    test('its size', () => expect(binding.call.byteLength).toBe(CALL_BYTES));

    test('words are not drawn into it', () => {
      const words = new Uint32Array(binding.call);
      const before = words.slice();
      expect([binding.draw(words), binding.words(words)]).toEqual([1, 1]);
      expect(words).toEqual(before);
    });

    test('after its transfer no call runs', () => {
      const other = loadBinding() as Binding;
      const moved = structuredClone(other.call, { transfer: [other.call] });
      new Float64Array(moved)[2] = N;
      const [x, y, words] = [new Float32Array(N).fill(1), new Float32Array(N), new Uint32Array(4)];
      expect(() => other.dropout(x, y)).toThrow(RangeError);
      expect(() => other.apply(words, x, y, x, x, y)).toThrow(RangeError);
      for (const fill of [other.draw, other.words, other.numbers])
        expect(() => fill(words as never)).toThrow(RangeError);
      expect([...y, ...words].every((value) => value === 0)).toBe(true);
    });
  });

  test('words and numbers fill the array and write nothing beyond it', () => {
    const bytes = new Uint8Array(4 * N);
    const call = new CallWriter(binding.call);
    call.bits(bitsOf({ seed: 1n, draw: 0, p: 0.5 }));
    call.range(0, N);
    expect([binding.draw(bytes.subarray(0, N) as never), binding.words(bytes.subarray(0, N) as never)]).toEqual([
      undefined,
      undefined,
    ]);
    expect(bytes.subarray(N).every((byte) => byte === 0)).toBe(true);
    for (const bad of NO_INTEGERS) {
      call.range(bad, N);
      for (const fill of [binding.draw, binding.words]) expect(() => fill(new Uint32Array(4))).toThrow(RangeError);
    }
  });
});
