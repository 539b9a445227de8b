/**
 * The random bits of onnxruntime: those of std::default_random_engine, which differs between C++ libraries. Only linux was
 * compared with a running onnxruntime. The others were read.
 */

import type { FreshWords } from '../core/dtype.js';
import { packDrawn, packed } from './compare.js';
import { leastWhere } from './least.js';
import { minstdAtLeast } from './minstd.js';
import { initGenrand } from './mt19937.js';

const { fround } = Math;

const MODULUS = 2 ** 31 - 1;

/** Packs whether each of n uniform float32 is at least `ratio`. */
type Draw = (seed: bigint, ratio: number, n: number) => FreshWords;

/** The first state of a generator modulo 2^31 - 1. */
function startOf(seed: bigint): number {
  return Number(seed % BigInt(MODULUS)) || 1;
}

/** The least state whose number is at least `ratio`. */
function leastState(ratio: number): number {
  return leastWhere(1, MODULUS, (state) => fround(fround(state - 1) * 2 ** -31) >= ratio);
}

/** libstdc++ has minstd_rand0, and seeds of 64 bits. */
const linux: Draw = (seed, ratio, n) => minstdAtLeast(startOf(BigInt.asUintN(64, seed)), leastState(ratio), n);

/** libc++ has minstd_rand, whose factor is 48271, and seeds of 32 bits. */
const macos: Draw = (seed, ratio, n) => {
  const least = leastState(ratio);
  let state = startOf(BigInt.asUintN(32, seed));
  return packed(n, () => {
    state = (48271 * state) % MODULUS;
    return state >= least;
  });
};

/** Microsoft's library has mt19937. */
const windows: Draw = (seed, ratio, n) => {
  const engine = initGenrand(Number(BigInt.asUintN(32, seed)));
  const limit = leastWhere(0, 2 ** 32, (word) => fround(fround(word) * 2 ** -32) >= ratio);
  return packDrawn(n, { shift: 0, limit, flip: true }, ({ words }, _first, length) =>
    engine.fill(words.subarray(0, length)),
  );
};

export const PLATFORMS = { linux, macos, windows };

/** The platforms of onnxruntime whose generators are known. */
export type OnnxRuntimePlatform = keyof typeof PLATFORMS;
