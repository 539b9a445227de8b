/** The element types that masks apply to: one row each. */

import { STORED_BFLOAT16, STORED_FLOAT16, type Stored } from './half.js';

/** Float16Array, on any buffer and on one of its own; never where TypeScript's library does not describe it. */
type Float16 = typeof globalThis extends { Float16Array: { readonly prototype: infer T } } ? T : never;
type FreshFloat16 = typeof globalThis extends { Float16Array: { of(...items: number[]): infer T } } ? T : never;

/** Arrays of floats. A Uint16Array holds the bits of 16-bit floats; of which type, the option `dtype` says. */
export type FloatArray = Float32Array | Float64Array | Float16 | Uint16Array;

/** What engines work on: a Uint16Array over the memory of a Float16Array, which not every runtime has. */
export type StoredArray = Float32Array | Float64Array | Uint16Array;

/** What dtypes compute in. */
export type ComputeArray = Float32Array | Float64Array;

/** The kind of array that `out` is for an x of type T, on any buffer; any for any. */
export type Like<T extends FloatArray> = 0 extends 1 & T
  ? T
  : T extends Float32Array
    ? Float32Array
    : T extends Float64Array
      ? Float64Array
      : T extends Uint16Array
        ? Uint16Array
        : Float16;

/**
 * A new array of the kind of T: a Float32Array<ArrayBuffer>, and so on, where TypeScript tells buffers apart (from 5.7 on),
 * which the return type of `of` says in every version; any for any.
 */
export type Fresh<T extends FloatArray> = 0 extends 1 & T
  ? T
  : T extends Float32Array
    ? ReturnType<typeof Float32Array.of>
    : T extends Float64Array
      ? ReturnType<typeof Float64Array.of>
      : T extends Uint16Array
        ? ReturnType<typeof Uint16Array.of>
        : FreshFloat16;

/**
 * Of which type elements are: a Float32Array is of float32, a Float64Array of float64, a Float16Array of float16; a
 * Uint16Array holds the bits of float16 (IEEE 754 binary16) or of bfloat16 (the upper half of a float32).
 */
export type DtypeName = 'float32' | 'float64' | 'float16' | 'bfloat16';

export interface Dtype {
  readonly name: DtypeName;
  /** Its place among the dtypes of native/kernels/rows.h. */
  readonly code: number;
  readonly bytes: number;
  readonly Array: {
    new (length: number): StoredArray;
    new (memory: ArrayBufferLike, byteOffset: number, length: number): StoredArray;
  };
  /** Of the type that it computes in: its own, or float32 where that is narrower. */
  readonly Compute: {
    readonly BYTES_PER_ELEMENT: number;
    new (length: number): ComputeArray;
    new (memory: ArrayBufferLike, byteOffset: number, length: number): ComputeArray;
  };
  /** Rounds to the type that it computes in. */
  readonly round: (value: number) => number;
  /** The way to that type and back, where it is not its own. */
  readonly stored: Stored | undefined;
}

const float32 = { Compute: Float32Array, round: Math.fround };
const float64 = { Compute: Float64Array, round: (value: number): number => value };

export const DTYPES: readonly Dtype[] = [
  { name: 'float32', code: 0, bytes: 4, Array: Float32Array, ...float32, stored: undefined },
  { name: 'float64', code: 1, bytes: 8, Array: Float64Array, ...float64, stored: undefined },
  { name: 'float16', code: 2, bytes: 2, Array: Uint16Array, ...float32, stored: STORED_FLOAT16 },
  { name: 'bfloat16', code: 3, bytes: 2, Array: Uint16Array, ...float32, stored: STORED_BFLOAT16 },
];

export const [FLOAT32, FLOAT64, FLOAT16, BFLOAT16] = DTYPES;

export type FreshWords = ReturnType<typeof Uint32Array.of>;
export type FreshBytes = ReturnType<typeof Uint8Array.of>;
