/**
 * The one reading of a user's array, by the language's own accessors: no method or getter of the array itself runs, and
 * what was read is what the whole call works on.
 */

import { type Dtype, FLOAT32, FLOAT64, type FloatArray } from './dtype.js';
import { deadArray, message, wrongArray, wrongValue } from './errors.js';

export interface View {
  readonly array: FloatArray;
  readonly dtype: Dtype;
  /** Elements. */
  readonly length: number;
}

type Words = FloatArray | Uint32Array;

const prototype = Object.getPrototypeOf(Uint8Array.prototype);

function accessor<T>(name: string | symbol): (this: unknown) => T {
  return Object.getOwnPropertyDescriptor(prototype, name)?.get as (this: unknown) => T;
}

/** Of the language's typed arrays, in any realm, whatever their prototypes pretend; undefined of all else. */
const nameOf = accessor<string | undefined>(Symbol.toStringTag);
const lengthOf = accessor<number>('length');
const bufferOf = accessor<ArrayBufferLike>('buffer');
const byteOffsetOf = accessor<number>('byteOffset');
const { set, at } = prototype as {
  set: (this: Words, source: Words) => void;
  at: (this: Words, index: number) => number | undefined;
};

/** @throws {TypeError} if words is no Uint32Array, or its memory is gone. */
export function copyOfWords(name: string, words: unknown): Uint32Array {
  if (nameOf.call(words) !== 'Uint32Array') throw wrongArray(name, 'a Uint32Array', words);
  const length = liveLength(name, words as Uint32Array);
  const copied = new Uint32Array(length);
  set.call(copied, new Uint32Array(bufferOf.call(words), byteOffsetOf.call(words), length));
  return copied;
}

function dtypeOf(array: unknown): Dtype | undefined {
  const name = nameOf.call(array);
  return name === 'Float32Array' ? FLOAT32 : name === 'Float64Array' ? FLOAT64 : undefined;
}

/** @throws {TypeError} if x is no array of floats, or its memory is gone. */
export function viewOf(name: string, x: unknown): View {
  const dtype = dtypeOf(x);
  if (dtype === undefined) throw wrongArray(name, 'a Float32Array or Float64Array', x);
  return { array: x as FloatArray, dtype, length: liveLength(name, x as FloatArray) };
}

/**
 * An output for x, of its type and length.
 * @throws {TypeError | RangeError} if it is not one.
 */
export function outputOf(x: View, out: unknown): FloatArray {
  if (dtypeOf(out) !== x.dtype) throw wrongArray('out', `a ${x.dtype.arrayName} like the input`, out);
  const length = liveLength('out', out as FloatArray);
  if (length !== x.length) throw wrongValue('out', `length ${x.length} like the input`, length);
  return out as FloatArray;
}

/**
 * For those who see no addresses: y is over all of the `bytes` of x or none of them.
 * @throws {RangeError} if not. (Two SharedArrayBuffer objects over one memory are not told apart from two memories.)
 */
export function checkApart(x: FloatArray, y: FloatArray, bytes: number): void {
  if (x === y || bufferOf.call(x) !== bufferOf.call(y)) return;
  const [from, to] = [byteOffsetOf.call(x), byteOffsetOf.call(y)];
  if (from !== to && to < from + bytes && from < to + bytes) throw overlapping();
}

export function overlapping(): RangeError {
  return new RangeError(message('out', 'all of the memory of the input or none of it', 'a part of it'));
}

/** Writes elements to the beginning of an array. */
export function write(y: FloatArray, elements: FloatArray): void {
  set.call(y, elements);
}

/** Copies n elements of x to y, whatever they have grown to since; errors are those of {@link checkApart}. */
export function copy(x: FloatArray, y: FloatArray, dtype: Dtype, n: number): void {
  checkApart(x, y, n * dtype.bytes);
  write(plain(y, dtype, 0, n), plain(x, dtype, 0, n));
}

/** `n` elements of an array as one that has nothing of the user's; throws where the memory is gone. */
export function plain(array: FloatArray, dtype: Dtype, from: number, n: number): FloatArray {
  return new dtype.Array(bufferOf.call(array), byteOffsetOf.call(array) + from * dtype.bytes, n);
}

/** Where memory is detached or has shrunk below the array it has no elements. */
function liveLength(name: string, array: Words): number {
  const length = lengthOf.call(array);
  if (length === 0 && isGone(array)) throw deadArray(name);
  return length;
}

/** at() throws there, of any index. */
function isGone(array: Words): boolean {
  try {
    at.call(array, 0);
    return false;
  } catch {
    return true;
  }
}
