/** What public functions say about bad input: the argument, what was expected, what came. */

import { type Dtype, dtypeOf, type FloatArray } from './dtype.js';

export const MAX_SEED = 2n ** 64n - 1n;
export const MAX_INDEX = 2 ** 48;

function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.prototype.toString.call(value).slice(8, -1);
}

function message(name: string, expected: string, came: string): string {
  return `${name}: expected ${expected}, got ${came}`;
}

export function wrongType(name: string, expected: string, value: unknown): TypeError {
  return new TypeError(message(name, expected, show(value)));
}

export function wrongValue(name: string, expected: string, value: unknown): RangeError {
  return new RangeError(message(name, expected, show(value)));
}

/** A probability: a number in [0, 1]. */
export function checkProbability(name: string, p: unknown): number {
  if (typeof p !== 'number') throw wrongType(name, 'a number in [0, 1]', p);
  if (!(p >= 0 && p <= 1)) throw wrongValue(name, 'a number in [0, 1]', p);
  return p;
}

/** An integer in [least, most]. */
export function checkInteger(name: string, value: unknown, least: number, most: number): number {
  if (Number.isInteger(value) && (value as number) >= least && (value as number) <= most) return value as number;
  const expected = `an integer in [${least}, ${most}]`;
  throw typeof value === 'number' ? wrongValue(name, expected, value) : wrongType(name, expected, value);
}

/** A seed: a bigint in [0, 2^64), or a number that is a safe integer and not negative. */
export function checkSeed(name: string, seed: unknown): bigint {
  const expected = 'a bigint in [0, 2^64) or a non-negative safe integer';
  if (typeof seed === 'bigint') {
    if (seed < 0n || seed > MAX_SEED) throw wrongValue(name, expected, seed);
    return seed;
  }
  if (typeof seed !== 'number') throw wrongType(name, expected, seed);
  if (!Number.isSafeInteger(seed) || seed < 0) throw wrongValue(name, expected, seed);
  return BigInt(seed);
}

export function checkBoolean(name: string, value: unknown): boolean {
  if (typeof value !== 'boolean') throw wrongType(name, 'a boolean', value);
  return value;
}

/** The object that options come in: not the boolean or the array that other libraries take in that place. */
export function checkOptions<T extends object>(name: string, options: T): T {
  if (typeof options !== 'object' || options === null || ArrayBuffer.isView(options)) {
    throw wrongType(name, 'an object', options);
  }
  return options;
}

/** A typed array of floats with live memory. */
export function checkFloats(name: string, x: unknown): Dtype {
  const dtype = dtypeOf(x);
  if (dtype === undefined) throw wrongType(name, 'a Float32Array or Float64Array', x);
  checkLive(name, x as FloatArray);
  return dtype;
}

function checkLive(name: string, array: FloatArray): void {
  if (array.length > 0) return;
  try {
    array.at(0); // throws where the memory is detached or has shrunk below the array
  } catch {
    throw new TypeError(message(name, 'an array with live memory', 'one that is detached or out of its buffer'));
  }
}

/** An output for x: of its type and length. Whether it overlaps x in part, engines find out: {@link checkApart}. */
export function checkOut(x: FloatArray, dtype: Dtype, out: unknown): FloatArray {
  if (dtypeOf(out) !== dtype) throw wrongType('out', `a ${dtype.name} like the input`, out);
  const y = out as FloatArray;
  checkLive('out', y);
  if (y.length !== x.length) throw wrongValue('out', `length ${x.length} like the input`, y.length);
  return y;
}

export function overlap(): RangeError {
  return new RangeError(message('out', 'all of the memory of the input or none of it', 'a part of it'));
}

/** Engines that copy element by element need this; compiled code compares addresses, which costs less. */
export function checkApart(x: FloatArray, y: FloatArray): void {
  if (x === y || x.buffer !== y.buffer || x.byteOffset === y.byteOffset) return;
  if (y.byteOffset < x.byteOffset + x.byteLength && x.byteOffset < y.byteOffset + y.byteLength) throw overlap();
}
