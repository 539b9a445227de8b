/** All arrays of a program: only a call that says so may write to one. */

import assert from 'node:assert/strict';
import { ARITHMETIC, type DtypeName, type StoredArray } from '../reference/values.js';

export type AnyArray = StoredArray | Uint32Array | Uint8Array;

const bytesOf = (array: AnyArray): Buffer => Buffer.from(array.buffer, array.byteOffset, array.byteLength);

/** Requires equal arrays: all NaNs are equal, 0 and -0 differ. */
export function assertSame(actual: AnyArray, expected: AnyArray, what: string, dtype: DtypeName = 'float32'): void {
  assert.equal(actual.constructor, expected.constructor, `${what}: the kind of array`);
  assert.equal(actual.length, expected.length, `${what}: the length`);
  if (Buffer.compare(bytesOf(actual), bytesOf(expected)) === 0) return;
  const read = actual instanceof Uint16Array ? ARITHMETIC[dtype].read : Number;
  for (let i = 0; i < actual.length; ++i) {
    const [a, e] = [read(actual[i]), read(expected[i])];
    if (!Object.is(a, e)) assert.fail(`${what}: element ${i} of ${actual.length} is ${show(a)}, expected ${show(e)}`);
  }
}

/** Requires numbers that differ by rounding alone; any number will do if the expected one is not finite. */
export function assertClose(actual: ArrayLike<number>, expected: readonly number[], what: string): void {
  assert.equal(actual.length, expected.length, what);
  expected.forEach((value, i) => {
    const near = Math.abs(actual[i] - value) <= 1e-12 * Math.max(1, Math.abs(value));
    assert(near || !Number.isFinite(value), `${what}: element ${i} is ${actual[i]}, expected ${value}`);
  });
}

const show = (value: number): string => (Object.is(value, -0) ? '-0' : String(value));

export class Store {
  readonly #copies = new Map<AnyArray, Buffer>();

  /** Remembers what an array holds from now on. */
  hold(array: AnyArray): void {
    this.#copies.set(array, Buffer.from(bytesOf(array)));
  }

  has(array: AnyArray): boolean {
    return this.#copies.has(array);
  }

  /** The arrays of this kind and length, the oldest first. */
  alike(kind: StoredArray['constructor'], length: number): AnyArray[] {
    return [...this.#copies.keys()].filter((array) => array.constructor === kind && array.length === length);
  }

  /** Requires that no array has changed. `last` names the step before. */
  check(last: string): void {
    let i = 0;
    for (const [array, copy] of this.#copies) {
      if (Buffer.compare(bytesOf(array), copy) !== 0) {
        assert.fail(`${last} wrote to array ${i} of the program, ${array.constructor.name}(${array.length})`);
      }
      i += 1;
    }
  }
}
