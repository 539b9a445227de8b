/** The element types that masks apply to: one row each. */

export type FloatArray = Float32Array | Float64Array;

/**
 * The kind of array that comes back for a kind of array that went in; any for any. Which kind of buffer it is on is left
 * open, as `out` may be on a shared one.
 */
export type Like<T extends FloatArray> = 0 extends 1 & T ? T : T extends Float32Array ? Float32Array : Float64Array;

export interface Dtype {
  readonly name: string;
  /** Its place in `enum Dtype` of native/kernels.h. */
  readonly code: number;
  readonly bytes: number;
  readonly Array: {
    new (length: number): FloatArray;
    new (memory: ArrayBufferLike, byteOffset: number, length: number): FloatArray;
  };
}

export const DTYPES: readonly Dtype[] = [
  { name: 'Float32Array', code: 0, bytes: 4, Array: Float32Array },
  { name: 'Float64Array', code: 1, bytes: 8, Array: Float64Array },
];

const byName: ReadonlyMap<unknown, Dtype> = new Map(DTYPES.map((dtype) => [dtype.name, dtype]));

/** Reads what a typed array really is, in this realm or another, whatever its prototype pretends. */
const typedArrayName = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag)
  ?.get as (this: unknown) => string | undefined;

export function dtypeOf(x: unknown): Dtype | undefined {
  return byName.get(typedArrayName.call(x));
}
