/** What Keras 3 draws of a pair of seeds on each of its backends. */

import { type Dtype, FLOAT32, type Fresh, type FreshWords } from '../core/dtype.js';
import type { Factor } from '../core/factor.js';
import { trim } from '../core/packed.js';
import { packDrawn } from './compare.js';
import { packDoubles, uniformDoubles } from './doubles.js';
import { flaxFactor } from './flax-mask.js';
import type { KeyData } from './jax-bits.js';
import * as jax from './jax-random.js';
import { leastWhere } from './least.js';
import { initGenrand } from './mt19937.js';
import { NumpyDrawing } from './numpy-drawing.js';
import { seededPcg64 } from './pcg64.js';
import { rounded } from './round.js';
import * as tensorflow from './tensorflow-random.js';
import { nativeFactor } from './torch-mask.js';

const { ceil, fround } = Math;

type Floats = Fresh<Float32Array>;

/** A seed, and how many draws were made of it before. */
export type KerasPair = readonly [seed: number, count: number];

export interface KerasBackend {
  /** All seeds are below it. */
  readonly seeds: number;
  /** The bits of Dropout. */
  kept(pair: KerasPair, rate: number, n: number, dtype: Dtype): FreshWords;
  /** The bits of AlphaDropout, which keeps an element if a uniform float32 is at least f32(rate). */
  atLeast(pair: KerasPair, rate: number, n: number): FreshWords;
  /** The values of Dropout in an array of `length` elements. */
  factor(rate: number, dtype: Dtype, length: number): Factor;
  /** Numbers in [low, high). */
  uniform(pair: KerasPair, n: number, low: number, high: number): Floats;
}

/** Keras keeps within 31 bits. */
const TENSORFLOW_SEEDS = 2 ** 31 - 2;

function tensorflowState([seed, count]: KerasPair): tensorflow.PhiloxState {
  return tensorflow.statelessState(BigInt(seed % TENSORFLOW_SEEDS), BigInt(count % TENSORFLOW_SEEDS));
}

const onTensorflow: KerasBackend = {
  seeds: 2 ** 32,
  kept: (pair, rate, n, dtype) => tensorflow.keptBits(tensorflowState(pair), dtype, n, rate),
  atLeast: (pair, rate, n) => tensorflow.keptBits(tensorflowState(pair), FLOAT32, n, rate),
  factor: (rate, dtype) => nativeFactor(rate, dtype),
  uniform: (pair, n, low, high) => tensorflow.uniforms(tensorflowState(pair), FLOAT32, n, low, high) as Floats,
};

/** The pair is the key itself. */
function jaxKey(words: KerasPair): KeyData {
  return { impl: 'threefry2x32', partitionable: true, x64: false, words };
}

const onJax: KerasBackend = {
  seeds: 2 ** 32,
  kept: (pair, rate, n) => jax.bernoulli(jaxKey(pair), FLOAT32, 1 - rate, n),
  atLeast: (pair, rate, n) => inverted(jax.bernoulli(jaxKey(pair), FLOAT32, rate, n), n),
  factor: (rate, dtype, length) => flaxFactor(1 - rate, dtype, length),
  uniform: (pair, n, low, high) => jax.uniforms(jaxKey(pair), FLOAT32, n, low, high) as Floats,
};

function inverted(bits: FreshWords, n: number): FreshWords {
  const others = bits.map((word) => ~word);
  trim(others, 0, n);
  return others;
}

/** Draws n words of PyTorch, of which 24 bits count, and packs whether they are below a limit in [0, 1]. */
function torchBits([seed, count]: KerasPair, n: number, limit: number, flip: boolean): FreshWords {
  const engine = initGenrand((seed + count) % 2 ** 32);
  return packDrawn(n, { shift: 8, limit: ceil(fround(limit) * 2 ** 24) * 2 ** 8, flip }, ({ words }, _first, length) =>
    engine.fill(words.subarray(0, length)),
  );
}

/** x / f32(1 - rate) */
function divided(rate: number, dtype: Dtype): Factor {
  return { rule: 'divide', by: rounded(dtype, fround(1 - rate)) };
}

const onTorch: KerasBackend = {
  seeds: 2 ** 31,
  kept: (pair, rate, n) => torchBits(pair, n, 1 - rate, false),
  atLeast: (pair, rate, n) => torchBits(pair, n, rate, true),
  factor: divided,
  uniform([seed, count], n, low, high) {
    const words = new Uint32Array(n);
    initGenrand((seed + count) % 2 ** 32).fill(words);
    const span = fround(high - low);
    const first = fround(low);
    return new Float32Array(n).map((_, i) => fround(span * ((words[i] & 0xffffff) * 2 ** -24)) + first);
  },
};

function numpyDrawing([seed, count]: KerasPair): NumpyDrawing {
  return new NumpyDrawing({ bits: seededPcg64([seed, count]), kept: undefined });
}

const onNumpy: KerasBackend = {
  seeds: 2 ** 32,
  kept: (pair, rate, n) => packDoubles(numpyDrawing(pair).doubles, n, 1 - rate, true),
  atLeast(pair, rate, n) {
    const least = leastWhere(0, 2 ** 53, (integer) => fround(integer * 2 ** -53) >= fround(rate));
    return packDoubles(numpyDrawing(pair).doubles, n, least * 2 ** -53, false);
  },
  factor: divided,
  uniform: (pair, n, low, high) => Float32Array.from(uniformDoubles(numpyDrawing(pair).doubles, n, low, high)),
};

export const KERAS_BACKENDS = { tensorflow: onTensorflow, jax: onJax, torch: onTorch, numpy: onNumpy };

/** The backends of Keras 3 on CPUs. */
export type KerasBackendName = keyof typeof KERAS_BACKENDS;
