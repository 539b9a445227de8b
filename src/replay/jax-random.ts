/** Uniform numbers, masks and integers of jax.random. */

import { type Dtype, FLOAT32, FLOAT64, type FreshWords, type StoredArray } from '../core/dtype.js';
import { packed } from './compare.js';
import { fused } from './fused.js';
import { bits32, type KeyData, narrowBits, packBits, split, wideBits } from './jax-bits.js';
import { narrowed, rounded } from './round.js';

const { fround } = Math;

/** The integers below 2^digits that n numbers in [0, 1) have. */
function integers(key: KeyData, dtype: Dtype, n: number): { digits: number; at: (i: number) => number } {
  if (dtype === FLOAT64) {
    const [high, low] = wideBits(key, n);
    return { digits: 52, at: (i) => high[i] * 2 ** 20 + (low[i] >>> 12) };
  }
  const [words, dropped, digits] = {
    float32: () => [bits32(key, n), 9, 23] as const,
    float16: () => [narrowBits(key, n, 16), 6, 10] as const,
    bfloat16: () => [narrowBits(key, n, 8), 1, 7] as const,
  }[dtype.name as 'float32' | 'float16' | 'bfloat16']();
  return { digits, at: (i) => words[i] >>> dropped };
}

/** jax.random.uniform; ranges of float64 are not known. */
export function uniforms(key: KeyData, dtype: Dtype, n: number, low: number, high: number): StoredArray {
  const { digits, at } = integers(key, dtype, n);
  const unit = 2 ** -digits;
  const first = rounded(dtype, low);
  const span = rounded(dtype, rounded(dtype, high) - first);
  const numbers = new dtype.Compute(n);
  const value = {
    float64: (u: number) => u,
    float32: (u: number) => fused(u, span, first),
    float16: (u: number) => rounded(dtype, u * span) + first,
    bfloat16: (u: number) => rounded(dtype, u * span) + first,
  }[dtype.name];
  for (let i = 0; i < n; ++i) numbers[i] = Math.max(first, value(at(i) * unit));
  return narrowed(dtype, numbers);
}

/** jax.random.bernoulli, packed: 1 where a uniform number of p's type is below p. */
export function bernoulli(key: KeyData, type: Dtype, p: number, n: number): FreshWords {
  if (type === FLOAT32) {
    const limit = Math.ceil(fround(p) * 2 ** 23) * 2 ** 9;
    return packBits(key, n, { shift: 0, limit, flip: false });
  }
  const { digits, at } = integers(key, type, n);
  const most = rounded(type, p) * 2 ** digits;
  return packed(n, (i) => at(i) < most);
}

/** jax.random.bernoulli with mode='high': two numbers an element hold 46 digits. */
export function bernoulliHigh(key: KeyData, p: number, n: number): FreshWords {
  const words = bits32(key, 2 * n);
  const most = fround(p);
  return packed(n, (i) => (words[n + i] >>> 9) * 2 ** -46 < fround(most - (words[i] >>> 9) * 2 ** -23));
}

/** jax.random.randint of int32: integers in [low, high). */
export function integersIn(key: KeyData, n: number, low: number, high: number): ReturnType<typeof Int32Array.of> {
  const [first, second] = split(key, 2);
  const [higher, lower] = [bits32(first, n), bits32(second, n)];
  const span = high - low;
  const squared = 2 ** 16 % span;
  const factor = (Math.imul(squared, squared) >>> 0) % span; // 2^32 mod span
  const numbers = new Int32Array(n);
  for (let i = 0; i < n; ++i) {
    const sum = Math.imul(higher[i] % span, factor) + (lower[i] % span);
    numbers[i] = low + ((sum >>> 0) % span);
  }
  return numbers;
}

/** jax.random.permutation of the numbers 0 … n - 1: some rounds of sorting them by random words. */
export function permutation(key: KeyData, n: number): FreshWords {
  let order = Uint32Array.from({ length: n }, (_, i) => i);
  const rounds = Math.ceil((3 * Math.log(Math.max(1, n))) / Math.log(2 ** 32 - 1));
  for (let round = 0, rest = key; round < rounds; ++round) {
    const [next, now] = split(rest, 2);
    const before = order;
    order = sortedByWords(bits32(now, n)).map((i) => before[i]);
    rest = next;
  }
  return order;
}

/** The places of words in ascending order; equal words keep their order. */
function sortedByWords(words: Uint32Array): FreshWords {
  const keys = new BigUint64Array(words.length);
  const halves = new Uint32Array(keys.buffer);
  for (let i = 0; i < words.length; ++i) {
    halves[2 * i] = i;
    halves[2 * i + 1] = words[i];
  }
  keys.sort();
  return Uint32Array.from(words, (_, i) => halves[2 * i]);
}
