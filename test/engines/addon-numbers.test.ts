/** The addon refuses random numbers into an array that does not match the call, and writes nothing. */

import { describe, expect, test } from 'vitest';
import type { Binding, Status } from '../../binding.js';
import { keyOf } from '../../src/core/bits.js';
import { DISTRIBUTIONS, NORMAL } from '../../src/core/distribution.js';
import { FLOAT32, FLOAT64 } from '../../src/core/dtype.js';
import { CallWriter } from '../../src/engine/struct-call.js';
import { loadBinding } from './binding.js';

const loaded = loadBinding();
const N = 100;

describe.runIf(loaded !== undefined).each([FLOAT32, FLOAT64])('$name', (dtype) => {
  const binding = loaded as Binding;

  function start(y: ArrayBufferView, n = N, distribution = NORMAL, code = dtype.code): Status {
    const call = new CallWriter(binding.call);
    call.key(keyOf(1n, 0));
    call.numbers(distribution, { shift: 0, scale: 1, most: Infinity });
    call.dtype({ ...dtype, code });
    call.range(0, n);
    return binding.numbers(y);
  }

  const filled = (n: number) => new dtype.Array(n).fill(77);

  test('an array exactly as long as needed is accepted', () => {
    const y = filled(N);
    expect(start(y)).toBe(undefined);
    expect(y).not.toContain(77);
  });

  test.each([0, 1, N - 1])('an array of %d elements is refused', (n) => {
    const memory = filled(N);
    expect(start(memory.subarray(0, n))).toBe(3);
    expect(memory).toEqual(filled(N));
  });

  test('an array of another type is refused', () => {
    const bytes = new Uint8Array(16 * N);
    expect(start(bytes.subarray(0, N))).toBe(3);
    expect(bytes.every((byte) => byte === 0)).toBe(true);
  });

  test('the memory of the call is refused', () => {
    expect(start(new dtype.Array(binding.call, 0, 4), 4)).toBe(1);
  });

  test('detached memory is refused', () => {
    const y = filled(N);
    structuredClone(y, { transfer: [y.buffer as ArrayBuffer] });
    expect(start(y)).toBe(3);
  });

  test.each([2 ** 32, 2 ** 32 + 1, 2 ** 52])('%d numbers, more than memory can hold, are refused', (n) => {
    expect(start(filled(N), n)).toBe(3);
  });

  test.each([2, 255, 2 ** 32 - 1])('dtype %d is refused: it has no random numbers', (code) => {
    const y = filled(N);
    expect(() => start(y, N, NORMAL, code)).toThrow(RangeError);
    expect(y).toEqual(filled(N));
  });

  test.each([DISTRIBUTIONS.length, 255, 2 ** 32 - 1])('distribution %d is unknown', (code) => {
    const y = filled(N);
    expect(() => start(y, N, { ...NORMAL, code })).toThrow(RangeError);
    expect(y).toEqual(filled(N));
  });

  test('values that are no typed arrays are refused', () => {
    expect(() => start([1, 2] as never)).toThrow(TypeError);
    expect(() => binding.words({} as never)).toThrow(TypeError);
  });
});
