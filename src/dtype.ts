/** The element types that masks apply to: one row each. */

export type FloatArray = Float32Array | Float64Array;

/** What dtypes compute in. */
export type ComputeArray = Float32Array | Float64Array;

/** The kind of array that `out` is for an x of type T, on any buffer; any for any. */
export type Like<T extends FloatArray> = 0 extends 1 & T ? T : T extends Float32Array ? Float32Array : Float64Array;

/**
 * A new array of the kind of T: a Float32Array<ArrayBuffer> or Float64Array<ArrayBuffer> where TypeScript tells buffers
 * apart (from 5.7 on), which the return type of `of` says in every version; any for any.
 */
export type Fresh<T extends FloatArray> = 0 extends 1 & T
  ? T
  : T extends Float32Array
    ? ReturnType<typeof Float32Array.of>
    : ReturnType<typeof Float64Array.of>;

type DtypeName = 'float32' | 'float64';

export interface Dtype {
  readonly name: DtypeName;
  /** Its place among the dtypes of native/rows.h. */
  readonly code: number;
  readonly bytes: number;
  /** What its arrays are called: the name of {@link Array}, which costs more to read. */
  readonly arrayName: string;
  readonly Array: {
    new (length: number): FloatArray;
    new (memory: ArrayBufferLike, byteOffset: number, length: number): FloatArray;
  };
  /** Of the type that it computes in: its own, or float32 where that is narrower. */
  readonly Compute: {
    readonly BYTES_PER_ELEMENT: number;
    new (length: number): ComputeArray;
    new (memory: ArrayBufferLike, byteOffset: number, length: number): ComputeArray;
  };
  /** Rounds to the type that it computes in. */
  readonly round: (value: number) => number;
}

export const DTYPES: readonly Dtype[] = [
  {
    name: 'float32',
    code: 0,
    bytes: 4,
    arrayName: 'Float32Array',
    Array: Float32Array,
    Compute: Float32Array,
    round: Math.fround,
  },
  {
    name: 'float64',
    code: 1,
    bytes: 8,
    arrayName: 'Float64Array',
    Array: Float64Array,
    Compute: Float64Array,
    round: (value) => value,
  },
];

export const [FLOAT32, FLOAT64] = DTYPES;

export type FreshWords = ReturnType<typeof Uint32Array.of>;
export type FreshBytes = ReturnType<typeof Uint8Array.of>;
