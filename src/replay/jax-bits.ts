/** Keys of jax.random, and the random bits that they give. */

import type { FreshWords } from '../core/dtype.js';
import { type Comparison, packBelow, packDrawn } from './compare.js';
import { PIECE } from './kernels.js';
import { kernels } from './kernels-in-use.js';
import { philoxOf, philoxWords } from './philox.js';
import { type Pair, threefry, threefryOf } from './threefry.js';

/** The implementations of jax.random.key. */
export const IMPLEMENTATIONS = ['threefry2x32', 'rbg', 'philox4x32'] as const;
export type Implementation = (typeof IMPLEMENTATIONS)[number];

/** A key: two words, or four of rbg. */
export interface KeyData {
  readonly impl: Implementation;
  /** The option jax_threefry_partitionable. */
  readonly partitionable: boolean;
  /** The option jax_enable_x64: seeds and floats have 64 bits. */
  readonly x64: boolean;
  readonly words: readonly number[];
}

/** The key of a seed in [-2^63, 2^63). Without x64 its low word alone counts. */
export function keyData(seed: bigint, impl: Implementation, partitionable: boolean, x64: boolean): KeyData {
  const low = Number(BigInt.asUintN(32, seed));
  const high = x64 ? Number(BigInt.asUintN(32, seed >> 32n)) : 0;
  const words = {
    threefry2x32: () => [high, low],
    rbg: () => [high, low, high, low],
    philox4x32: () => philoxOf([0, 0], [high, low, 0, 0]).slice(0, 2),
  }[impl]();
  return { impl, partitionable, x64, words };
}

/** The halves of a key: one of threefry, two of rbg. */
function pairs({ words }: KeyData): Pair[] {
  return words.length === 2
    ? [[words[0], words[1]]]
    : [
        [words[0], words[1]],
        [words[2], words[3]],
      ];
}

/** The hash of the counters 0 … n - 1, as threefry makes it if it is not partitionable. */
function hashOfCounters(key: Pair, n: number): FreshWords {
  const half = Math.ceil(n / 2);
  const counters = new Uint32Array(2 * half);
  for (let i = 0; i < n; ++i) counters[i] = i; // an odd n leaves a 0 at the end
  threefry(key, counters.subarray(0, half), counters.subarray(half));
  return counters.subarray(0, n);
}

/** The blocks of the counters 0 … n - 1. */
function blocks(key: Pair, n: number): [FreshWords, FreshWords] {
  const a = new Uint32Array(n);
  const b = new Uint32Array(n);
  for (let i = 0; i < n; ++i) b[i] = i;
  threefry(key, a, b);
  return [a, b];
}

function splitPair(key: Pair, n: number, partitionable: boolean): Pair[] {
  if (partitionable) return Array.from({ length: n }, (_, i) => threefryOf(key, 0, i));
  const words = hashOfCounters(key, 2 * n);
  return Array.from({ length: n }, (_, i) => [words[2 * i], words[2 * i + 1]]);
}

/** jax.random.split */
export function split(key: KeyData, n: number): KeyData[] {
  const halves = pairs(key).map((pair) =>
    key.impl === 'philox4x32'
      ? Array.from({ length: n }, (_, i) => philoxOf(pair, [0, 0, 0, i]).slice(0, 2))
      : splitPair(pair, n, key.partitionable),
  );
  return Array.from({ length: n }, (_, i) => ({ ...key, words: halves.flatMap((half) => half[i]) }));
}

/** jax.random.fold_in, with a word. */
export function foldIn(key: KeyData, data: number): KeyData {
  const fold = (pair: Pair): readonly number[] =>
    key.impl === 'philox4x32' ? philoxOf(pair, [0, 0, 0, data]).slice(0, 2) : threefryOf(pair, 0, data);
  return { ...key, words: pairs(key).flatMap(fold) };
}

/** The words of a key of rbg on a CPU. */
function rbgWords([a, b, c, d]: readonly number[], n: number): FreshWords {
  const words = new Uint32Array(n);
  philoxWords([a, b], [c, d, a, b], words);
  return words;
}

function philoxBits([pair]: Pair[], n: number): FreshWords {
  const words = new Uint32Array(n);
  for (let i = 0; i < n; ++i) words[i] = philoxOf(pair, [0, i, 0, 0]).reduce((all, word) => all ^ word);
  return words;
}

/** n words of 32 bits. */
export function bits32(key: KeyData, n: number): FreshWords {
  const [pair] = pairs(key);
  if (key.impl === 'rbg') return rbgWords(key.words, n);
  if (key.impl === 'philox4x32') return philoxBits([pair], n);
  if (!key.partitionable) return hashOfCounters(pair, n);
  const words = new Uint32Array(n);
  const used = kernels();
  for (let done = 0; done < n; done += PIECE) {
    const length = Math.min(PIECE, n - done);
    used.threefry(pair, done, length);
    words.set(used.words.subarray(0, length), done);
  }
  return words;
}

/** Packs comparisons of n words of 32 bits. */
export function packBits(key: KeyData, n: number, comparison: Comparison): FreshWords {
  const { impl, partitionable } = key;
  if (impl === 'threefry2x32' && partitionable) {
    const [pair] = pairs(key);
    return packDrawn(n, comparison, (used, first, length) => used.threefry(pair, first, length));
  }
  const { shift, limit, flip } = comparison;
  return packBelow(bits32(key, n), shift, limit, flip);
}

/** n integers of 8 or 16 bits of a key of threefry. */
export function narrowBits(key: KeyData, n: number, width: 8 | 16): FreshWords {
  const mask = 2 ** width - 1;
  if (key.partitionable) return bits32(key, n).map((word) => word & mask);
  const inWord = 32 / width;
  const words = bits32(key, Math.ceil(n / inWord));
  return Uint32Array.from({ length: n }, (_, i) => (words[Math.floor(i / inWord)] >>> (width * (i % inWord))) & mask);
}

/** The high and the low words of n integers of 64 bits of a key of threefry. */
export function wideBits(key: KeyData, n: number): [high: FreshWords, low: FreshWords] {
  if (key.partitionable) return blocks(pairs(key)[0], n);
  const words = bits32(key, 2 * n);
  return [words.subarray(0, n), words.subarray(n)];
}
