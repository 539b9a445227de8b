/** Golden data of the real libraries (golden/README.md), and our results in its format. */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { BFLOAT16, FLOAT16 } from '../../src/core/dtype.js';

/** Reads a file of golden data. */
export function golden<T>(file: string): T {
  return JSON.parse(readFileSync(new URL(`golden/${file}`, import.meta.url), 'utf8')) as T;
}

/** The element types of the data. */
export type Short = 'f32' | 'f64' | 'f16' | 'bf16';

/** More bits or bytes than this are given as a hash. */
const LONG = 512;

/** The first 32 hexadecimal digits of SHA-256. */
export function sha(data: Uint8Array): string {
  return createHash('sha256').update(data).digest('hex').slice(0, 32);
}

function bytesOf(array: ArrayBufferView): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

/** A mask of n elements from packed words. */
export function keepOf(words: Uint32Array, n: number): { keep: string } | { keepSha: string } {
  const bytes = bytesOf(words).subarray(0, Math.ceil(n / 8));
  return n <= LONG ? { keep: Buffer.from(bytes).toString('hex') } : { keepSha: sha(bytes) };
}

/** Numbers: their bytes. */
export function numbersOf(array: ArrayBufferView, type: Short = 'f32'): Record<string, string> {
  const bytes = bytesOf(array);
  return bytes.length <= LONG / 8 ? { [type]: Buffer.from(bytes).toString('hex') } : { [`${type}Sha`]: sha(bytes) };
}

/** The values of a dropout. */
export function valuesOf(array: ArrayBufferView, type: Short = 'f32'): { y: string } | { ySha: string } {
  const [[key, text]] = Object.entries(numbersOf(array, type));
  return key === type ? { y: text } : { ySha: text };
}

/** Integers: up to 24, or the hash of more. */
export function integersOf(array: ArrayLike<number>): { ints: number[] } | { i64Sha: string } {
  const integers = Array.from(array);
  if (integers.length <= 24) return { ints: integers };
  return { i64Sha: sha(bytesOf(BigInt64Array.from(integers, BigInt))) };
}

/** The input of n elements in a type; 16-bit types as bits. */
export function inputOf(n: number, type: Short = 'f32'): Float32Array | Float64Array | Uint16Array {
  const values = Float32Array.from({ length: n }, (_, i) => (((37 * i + 11) % 101) - 49.5) / 8);
  if (type === 'f32') return values;
  if (type === 'f64') return Float64Array.from(values);
  const bits = new Uint16Array(n);
  (type === 'f16' ? FLOAT16 : BFLOAT16).stored?.narrow(values, n, bits, 0);
  return bits;
}

/** Steps of one generator, none to be left out. */
export interface Script {
  readonly kind: string;
  readonly seed: string | string[];
  readonly steps: readonly [name: string, args: Record<string, number>, result: object][];
}
