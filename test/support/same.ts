import { expect } from 'vitest';
import type { Dtype, StoredArray } from '../../src/core/dtype.js';

type Words = StoredArray | Uint32Array;

function bytes(array: Words): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

/** The numbers that an array holds. */
function numbers(array: Words, dtype: Dtype | undefined): Words {
  if (dtype?.stored === undefined) return array;
  const wide = new Float32Array(array.length);
  dtype.stored.widen(array as Uint16Array, 0, array.length, wide);
  return wide;
}

/**
 * Requires equal arrays. 0 and -0 differ; all NaNs are equal, because their payloads are not promised. A Uint16Array of
 * floats needs its `dtype`. Bytes are compared first, because that is fast.
 */
export function expectSame(actual: Words, expected: Words, what: string, dtype?: Dtype): void {
  if (Buffer.compare(bytes(actual), bytes(expected)) === 0) return;
  expect(actual.length, what).toBe(expected.length);
  const [a, b] = [numbers(actual, dtype), numbers(expected, dtype)];
  const i = b.findIndex((value, i) => !Object.is(value, a[i]));
  if (i >= 0) expect(a[i], `${what}, element ${i}`).toBe(b[i]);
}
