import { inputOf } from '../golden.js';

/** A result without numbers, and the state of a source that has none. */
export const NONE = new Uint8Array(0);

export const inputs = (n: number): Float32Array => inputOf(n) as Float32Array;
export const ones = (n: number): Float32Array => new Float32Array(n).fill(1);
export const integers = (all: ArrayLike<number>): Float64Array => Float64Array.from(all);

export function joined(arrays: readonly (Float32Array | undefined)[]): Float32Array {
  return Float32Array.from(arrays.flatMap((array) => Array.from(array ?? [])));
}
