/**
 * Reads a user's array once, with the built-in accessors of typed arrays: no method or getter that the user added runs.
 * The rest of the call uses only the values that were read.
 */

import {
  BFLOAT16,
  type ComputeArray,
  type Dtype,
  FLOAT16,
  FLOAT32,
  FLOAT64,
  type FloatArray,
  type Fresh,
  type StoredArray,
} from '../core/dtype.js';
import { checkBoolean } from './check.js';
import { deadArray, message, wrong, wrongArray, wrongType, wrongValue } from './errors.js';
import { isList, readList } from './list.js';

export interface View {
  /** The user's array. */
  readonly given: FloatArray;
  /** The same for engines: a Float16Array becomes a Uint16Array over its memory. */
  readonly array: StoredArray;
  /** The name of its class, such as 'Float32Array'. */
  readonly kind: string;
  readonly dtype: Dtype;
  /** The number of elements. */
  readonly length: number;
}

type Words = FloatArray | Uint32Array | Uint8Array;

const prototype = Object.getPrototypeOf(Uint8Array.prototype);

function accessor<T>(name: string | symbol): (this: unknown) => T {
  return Object.getOwnPropertyDescriptor(prototype, name)?.get as (this: unknown) => T;
}

/** The class of a typed array of any realm, whatever its prototype pretends; undefined for anything else. */
const nameOf = accessor<string | undefined>(Symbol.toStringTag);
const lengthOf = accessor<number>('length');
const bufferOf = accessor<ArrayBufferLike>('buffer');
const byteOffsetOf = accessor<number>('byteOffset');
const { set, at } = prototype as {
  set: (this: Words, source: Words) => void;
  at: (this: Words, index: number) => number | undefined;
};

/** @throws {TypeError} if it is neither a Uint8Array with live memory nor an array of booleans. */
export function copyOfBytes(name: string, bytes: unknown): Uint8Array {
  const expected = 'a Uint8Array or an array of booleans';
  if (isList(bytes)) {
    return Uint8Array.from(readList(name, bytes, expected, (value, i) => Number(checkBoolean(`${name}[${i}]`, value))));
  }
  if (nameOf.call(bytes) !== 'Uint8Array') throw wrongType(name, expected, bytes);
  const length = liveLength(name, bytes as Uint8Array);
  return new Uint8Array(bufferOf.call(bytes), byteOffsetOf.call(bytes), length).slice();
}

/** @throws {TypeError} if words is no Uint32Array, or its memory is gone. */
export function copyOfWords(name: string, words: unknown): Uint32Array {
  const advice = isList(words) ? 'Uint32Array.from(array) makes one' : '';
  if (nameOf.call(words) !== 'Uint32Array') throw wrongType(name, 'a Uint32Array', words, advice);
  const length = liveLength(name, words as Uint32Array);
  return new Uint32Array(bufferOf.call(words), byteOffsetOf.call(words), length).slice();
}

/** The dtypes that arrays of a kind may have. If there is one only, the option `dtype` is not needed. */
const DTYPES_OF: ReadonlyMap<string | undefined, readonly Dtype[]> = new Map([
  ['Float32Array', [FLOAT32]],
  ['Float64Array', [FLOAT64]],
  ['Float16Array', [FLOAT16]],
  ['Uint16Array', [FLOAT16, BFLOAT16]],
]);

const KNOWN = 'a Float32Array, Float64Array or Float16Array, or a Uint16Array with dtype';

/** Reads the option `dtype` for an array of that kind. */
function dtypeOf(kind: string, dtypes: readonly Dtype[], wanted: unknown): Dtype {
  if (wanted === undefined && dtypes.length === 1) return dtypes[0];
  const dtype = dtypes.find(({ name }) => name === wanted);
  if (dtype !== undefined) return dtype;
  throw wrong('string', 'dtype', `${dtypes.map(({ name }) => `'${name}'`).join(' or ')} for a ${kind}`, wanted);
}

/**
 * Reads an array of floats.
 * @param wanted The option `dtype`, which a Uint16Array needs.
 * @throws {TypeError | RangeError} if x is no array of floats, has another dtype, or has lost its memory.
 */
export function viewOf(name: string, x: unknown, wanted?: unknown): View {
  const kind = nameOf.call(x);
  // The usual case, without the slower look into the table.
  if (kind === 'Float32Array' && wanted === undefined) return view(name, x as FloatArray, kind, FLOAT32);
  const dtypes = DTYPES_OF.get(kind);
  if (kind === undefined || dtypes === undefined) throw wrongArray(name, KNOWN, x);
  return view(name, x as FloatArray, kind, dtypeOf(kind, dtypes, wanted));
}

function view(name: string, given: FloatArray, kind: string, dtype: Dtype): View {
  const length = liveLength(name, given);
  const array = kind === 'Float16Array' ? plain(given, dtype, 0, length) : (given as StoredArray);
  return { given, array, kind, dtype, length };
}

/**
 * Reads an array for random numbers.
 * @throws {TypeError} if x is no Float32Array or Float64Array, or has lost its memory.
 */
export function wideViewOf(name: string, x: unknown): { array: ComputeArray; dtype: Dtype; length: number } {
  const kind = nameOf.call(x);
  const dtype = kind === 'Float32Array' ? FLOAT32 : kind === 'Float64Array' ? FLOAT64 : undefined;
  if (dtype === undefined) throw wrongArray(name, 'a Float32Array or Float64Array', x);
  const array = x as ComputeArray;
  return { array, dtype, length: liveLength(name, array) };
}

/**
 * Reads an array of the kind of x, of any length.
 * @throws {TypeError} if it is of another kind, or has lost its memory.
 */
export function sameKindOf(name: string, { kind, dtype }: Pick<View, 'kind' | 'dtype'>, array: unknown): View {
  if (nameOf.call(array) !== kind) throw unlike(name, kind, array);
  return view(name, array as FloatArray, kind, dtype);
}

/** A typed array needs no advice on making one. */
function unlike(name: string, kind: string, array: unknown): TypeError {
  return (ArrayBuffer.isView(array) ? wrongType : wrongArray)(name, `a ${kind} like the input`, array);
}

/**
 * Reads an array of the kind and the length of x, such as an output.
 * @throws {TypeError | RangeError} if it has another kind or length, or has lost its memory.
 */
export function likeOf(name: string, x: Pick<View, 'kind' | 'dtype' | 'length'>, array: unknown): View {
  const like = sameKindOf(name, x, array);
  if (like.length !== x.length) throw wrongValue(name, `length ${x.length} like the input`, like.length);
  return like;
}

/** Turns the output of an engine into the user's kind of array. */
export function toKind(kind: string, y: StoredArray): FloatArray {
  if (kind !== 'Float16Array') return y;
  const { Float16Array } = globalThis as unknown as { Float16Array: new (memory: ArrayBufferLike) => FloatArray };
  return new Float16Array(y.buffer);
}

/** Whether an array has that kind and length. */
export function isLike(array: FloatArray, { kind, length }: Pick<View, 'kind' | 'length'>): boolean {
  return nameOf.call(array) === kind && lengthOf.call(array) === length;
}

/**
 * Checks that y covers all of the `bytes` of x or none of them, for engines that see no addresses.
 * @throws {RangeError} if y covers a part. Two SharedArrayBuffer objects over one memory count as two memories.
 */
export function checkApart(x: StoredArray, y: StoredArray, bytes: number): void {
  if (x === y || bufferOf.call(x) !== bufferOf.call(y)) return;
  const [from, to] = [byteOffsetOf.call(x), byteOffsetOf.call(y)];
  if (from !== to && to < from + bytes && from < to + bytes) throw overlapping();
}

export function overlapping(): RangeError {
  return new RangeError(message('out', 'all of the memory of an input or none of it', 'a part of it'));
}

/** Whether two arrays have the same memory; they do not overlap otherwise. */
export function sameMemory(x: StoredArray, y: StoredArray): boolean {
  return x === y || (bufferOf.call(x) === bufferOf.call(y) && byteOffsetOf.call(x) === byteOffsetOf.call(y));
}

export function isTypedArray(value: unknown): boolean {
  return nameOf.call(value) !== undefined;
}

/**
 * Copies the numbers of a typed array of any kind; undefined if it is none.
 * @param dtype The type of a Uint16Array's bits.
 * @param spare The array to write to, if it has the length.
 * @throws {TypeError | RangeError} if it holds bigints, has lost its memory, or dtype is wrong.
 */
export function copyOfNumbers(
  name: string,
  x: unknown,
  dtype: unknown,
  spare: Fresh<Float64Array> | undefined,
): Fresh<Float64Array> | undefined {
  const kind = nameOf.call(x);
  if (kind === undefined) return undefined;
  if (kind.startsWith('Big')) throw wrongType(name, 'numbers', x);
  const length = liveLength(name, x as Words);
  const copied = spare?.length === length ? spare : new Float64Array(length);
  set.call(copied, kind === 'Uint16Array' ? widened(viewOf(name, x, dtype)) : (x as Words));
  return copied;
}

function widened({ array, dtype, length }: View): ComputeArray {
  const wide = new Float32Array(length);
  dtype.stored?.widen(array as Uint16Array, 0, length, wide);
  return wide;
}

/** Copies elements to the beginning of an array. */
export function write(y: StoredArray, elements: StoredArray): void {
  set.call(y, elements);
}

/** Copies n elements of x to y, even if the arrays have grown since. Throws like {@link checkApart}. */
export function copy(x: StoredArray, y: StoredArray, dtype: Dtype, n: number): void {
  checkApart(x, y, n * dtype.bytes);
  write(plain(y, dtype, 0, n), plain(x, dtype, 0, n));
}

/** Makes a view of n elements of an array, without the properties that a user added. Throws if the memory is gone. */
export function plain(array: FloatArray, dtype: Dtype, from: number, n: number): StoredArray {
  return new dtype.Array(bufferOf.call(array), byteOffsetOf.call(array) + from * dtype.bytes, n);
}

/** The elements in the compute type: a view of them, or a widened copy. Throws if the memory is gone. */
export function floatsOf({ array, dtype, length }: Pick<View, 'array' | 'dtype' | 'length'>): ComputeArray {
  const own = plain(array, dtype, 0, length);
  if (dtype.stored === undefined) return own as ComputeArray;
  const wide = new Float32Array(length);
  dtype.stored.widen(own as Uint16Array, 0, length, wide);
  return wide;
}

/** The length, which is 0 if the memory is detached or has shrunk below the array. */
function liveLength(name: string, array: Words): number {
  const length = lengthOf.call(array);
  if (length === 0 && isGone(array)) throw deadArray(name);
  return length;
}

/** at() throws for any index if the memory is gone. */
function isGone(array: Words): boolean {
  try {
    at.call(array, 0);
    return false;
  } catch {
    return true;
  }
}
