import { expect } from 'vitest';
import type { FloatArray } from '../src/dtype.js';

type Words = FloatArray | Uint32Array;

function bytes(array: Words): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

/** 0 and -0 differ; NaNs are equal, as their payloads are not promised. Bytes are compared first, as that is fast. */
export function expectSame(actual: Words, expected: Words, what: string): void {
  if (Buffer.compare(bytes(actual), bytes(expected)) === 0) return;
  expect(actual.length, what).toBe(expected.length);
  const i = expected.findIndex((value, i) => !Object.is(value, actual[i]));
  if (i >= 0) expect(actual[i], `${what}, element ${i}`).toBe(expected[i]);
}
