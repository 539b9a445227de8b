/** The dtypes: element types that masks apply to. */

import { STORED_BFLOAT16, STORED_FLOAT16, type Stored } from './half.js';

/** Float16Array on any buffer, and on an ArrayBuffer; never if TypeScript's library does not declare it. */
type Float16 = typeof globalThis extends { Float16Array: { readonly prototype: infer T } } ? T : never;
type FreshFloat16 = typeof globalThis extends { Float16Array: { of(...items: number[]): infer T } } ? T : never;

/** An array of floats. A Uint16Array holds the bits of 16-bit floats; the option `dtype` says of which type. */
export type FloatArray = Float32Array | Float64Array | Float16 | Uint16Array;

/** The arrays of engines. A Float16Array, which not every runtime has, becomes a Uint16Array over its memory. */
export type StoredArray = Float32Array | Float64Array | Uint16Array;

/** Arrays of the compute types (docs/forms.md). */
export type ComputeArray = Float32Array | Float64Array;

/** The type of `out` for an x of type T: the same kind of array, on any buffer. `any` gives `any`. */
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
 * A new array of the kind of T. From TypeScript 5.7 on that is a Float32Array<ArrayBuffer> and so on, which the return
 * type of `of` says in every version. `any` gives `any`.
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
 * The type of an array's elements. Float32Array, Float64Array and Float16Array have one each; a Uint16Array holds the bits
 * of float16 (IEEE 754 binary16) or of bfloat16 (the upper half of a float32).
 */
export type DtypeName = 'float32' | 'float64' | 'float16' | 'bfloat16';

export interface Dtype {
  readonly name: DtypeName;
  /** Its value in native's enum. */
  readonly code: number;
  readonly bytes: number;
  readonly Array: {
    new (length: number): StoredArray;
    new (memory: ArrayBufferLike, byteOffset: number, length: number): StoredArray;
  };
  /** Arrays of the compute type: its own type, or float32 for 16-bit floats. */
  readonly Compute: {
    readonly BYTES_PER_ELEMENT: number;
    new (length: number): ComputeArray;
    new (memory: ArrayBufferLike, byteOffset: number, length: number): ComputeArray;
  };
  /** Rounds to the compute type. */
  readonly round: (value: number) => number;
  /** Conversions to the compute type and back; undefined if they are the same type. */
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
