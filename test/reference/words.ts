/** The random words of other frameworks' generators, from the papers and standards: one at a time, and slow on purpose. */

import { philox, WORD } from './mask.js';

/** The numbers of a generator by their index. */
export type Sequence<T = number> = (i: number) => T;

/** Makes each number when it is needed, and keeps it. */
export function sequence<T>(next: () => T): Sequence<T> {
  const made: T[] = [];
  return (i) => {
    while (made.length <= i) made.push(next());
    return made[i];
  };
}

/** mt19937 of Matsumoto and Nishimura, 1998, from its 624 words. */
function mt19937(seeded: Uint32Array): Sequence {
  const key = seeded.slice();
  let used = 0;
  return sequence(() => {
    const at = (i: number): number => key[(used + i) % 624];
    const joined = (at(0) & 0x80000000) | (at(1) & 0x7fffffff);
    let word = at(397) ^ (joined >>> 1) ^ (at(1) % 2 === 1 ? 0x9908b0df : 0);
    key[used % 624] = word;
    used += 1;
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    return (word ^ (word >>> 18)) >>> 0;
  });
}

function initGenrand(seed: number): Uint32Array {
  const key = Uint32Array.of(seed, ...Array<number>(623));
  for (let i = 1; i < 624; ++i) key[i] = Math.imul(1812433253, key[i - 1] ^ (key[i - 1] >>> 30)) + i;
  return key;
}

/** init_genrand(seed): PyTorch, numpy's RandomState and std::mt19937. */
export const mersenne = (seed: number): Sequence => mt19937(initGenrand(seed));

/** init_by_array([seed]): Python's random, for a seed below 2^32. */
export function pythonWords(seed: number): Sequence {
  const key = initGenrand(19650218);
  let i = 1;
  const round = (factor: number, added: number): void => {
    key[i] = (key[i] ^ Math.imul(key[i - 1] ^ (key[i - 1] >>> 30), factor)) + added;
    i += 1;
    if (i < 624) return;
    key[0] = key[623];
    i = 1;
  };
  for (let k = 0; k < 624; ++k) round(1664525, seed);
  for (let k = 0; k < 623; ++k) round(1566083941, -i);
  key[0] = 0x80000000;
  return mt19937(key);
}

/** state ← factor · state mod 2^31 - 1 of std::minstd_rand0 and std::minstd_rand. */
export function minstd(seed: bigint, factor: number): Sequence {
  const modulus = 2 ** 31 - 1;
  let state = Number(seed % BigInt(modulus)) || 1;
  return sequence(() => {
    state = (state * factor) % modulus;
    return state;
  });
}

export type Pair = readonly [number, number];

/** Threefry-2x32 with 20 rounds, of Salmon and others, 2011. */
export function threefry([key0, key1]: Pair, [first, second]: Pair): Pair {
  const keys = [key0, key1, key0 ^ key1 ^ 0x1bd11bda];
  let [x, y] = [first + key0, second + key1];
  for (let round = 0; round < 20; ++round) {
    const turn = [13, 15, 26, 6, 17, 29, 16, 24][round % 8];
    x = (x + y) | 0;
    y = ((y << turn) | (y >>> (32 - turn))) ^ x;
    if (round % 4 < 3) continue;
    const group = (round + 1) / 4;
    x += keys[group % 3];
    y += keys[(group + 1) % 3] + group;
  }
  return [x >>> 0, y >>> 0];
}

/** The words of Philox4x32-10 from a counter of 128 bits on. */
export function philoxWords(key: bigint, counter: bigint): Sequence {
  const keys = [key % WORD, (key / WORD) % WORD];
  let at = counter;
  const block = sequence(() => {
    const words = [0n, 32n, 64n, 96n].map((shift) => (at >> shift) % WORD);
    at += 1n;
    return philox(words, keys).map(Number);
  });
  return (i) => block(Math.floor(i / 4))[i % 4];
}

/** numpy's SeedSequence of a few words. */
function seedSequence(entropy: readonly number[], n: number): bigint[] {
  const hashing = (start: number, factor: number) => {
    let multiplier = start;
    return (value: number): number => {
      const mixed = value ^ multiplier;
      multiplier = Math.imul(multiplier, factor);
      const product = Math.imul(mixed, multiplier) >>> 0;
      return (product ^ (product >>> 16)) >>> 0;
    };
  };
  const mix = (x: number, y: number): number => {
    const mixed = (Math.imul(0xca01f9dd, x) - Math.imul(0x4973f715, y)) >>> 0;
    return (mixed ^ (mixed >>> 16)) >>> 0;
  };
  const hash = hashing(0x43b0d7e5, 0x931e8875);
  const pool = [0, 1, 2, 3].map((i) => hash(entropy[i] ?? 0));
  for (const from of [0, 1, 2, 3]) {
    for (const to of [0, 1, 2, 3]) if (from !== to) pool[to] = mix(pool[to], hash(pool[from]));
  }
  const output = hashing(0x8b51f9dd, 0x58f38ded);
  return Array.from({ length: n }, (_, i) => BigInt(output(pool[i % 4])));
}

/** The numbers of 64 bits of PCG64 (PCG XSL RR 128/64 of O'Neill, 2014), seeded as numpy's default_rng. */
export function pcg64(entropy: readonly number[]): Sequence<bigint> {
  const words = seedSequence(entropy, 8);
  const whole = (first: number): bigint =>
    [2, 3, 0, 1].reduceRight((sum, place) => sum * WORD + words[first + place], 0n);
  const cut = (n: bigint): bigint => BigInt.asUintN(128, n);
  const increment = cut(2n * whole(4) + 1n);
  const step = (state: bigint): bigint => cut(state * 0x2360ed051fc65da44385df649fccf645n + increment);
  let state = step(whole(0) + increment);
  return sequence(() => {
    state = step(state);
    const folded = BigInt.asUintN(64, state ^ (state >> 64n));
    const turn = state >> 122n;
    return BigInt.asUintN(64, (folded >> turn) | (folded << (64n - turn)));
  });
}
