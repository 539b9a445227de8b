import { expect } from 'vitest';
import type { FloatArray } from '../src/dtype.js';

type Words = FloatArray | Uint32Array;

function bytes(array: Words): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

/** Bytes are compared first, as toEqual() is slow. NaNs are equal, as their payloads are not promised. */
export function expectSame(actual: Words, expected: Words, what: string): void {
  if (Buffer.compare(bytes(actual), bytes(expected)) !== 0) expect(actual, what).toEqual(expected);
}
