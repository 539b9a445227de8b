/** jax.random's keys, bits, numbers, masks and orders, from golden data. */

import { expect, test } from 'vitest';
import { BFLOAT16, FLOAT16, FLOAT32, FLOAT64 } from '../../src/core/dtype.js';
import {
  bits32,
  foldIn,
  type Implementation,
  type KeyData,
  keyData,
  narrowBits,
  split,
} from '../../src/replay/jax-bits.js';
import { glorotUniform, lecunNormal, normals } from '../../src/replay/jax-normal.js';
import { bernoulli, bernoulliHigh, integersIn, permutation, uniforms } from '../../src/replay/jax-random.js';
import { golden, integersOf, keepOf, numbersOf, type Short } from './golden.js';

const DTYPES = { f32: FLOAT32, f64: FLOAT64, f16: FLOAT16, bf16: BFLOAT16 };

type Step = ['fold_in', number] | ['split', number, number];

interface Case {
  op: string;
  seed: number;
  path: Step[];
  partitionable: boolean;
  impl?: Implementation;
  n: number;
  p: number;
  mode?: string;
  dtype: Short;
  low: number;
  high: number;
  width: number;
  in: number;
  out: number;
}

function keyOf({ seed, path, partitionable = true, impl = 'threefry2x32' }: Case, x64 = false): KeyData {
  let key = keyData(BigInt(seed), impl, partitionable, x64);
  for (const step of path) key = step[0] === 'fold_in' ? foldIn(key, step[1]) : split(key, step[1])[step[2]];
  return key;
}

const { random, x64 } = golden<Record<'random' | 'x64', { in: Case; out: object }[]>>('jax.json');

const RUN: Record<string, (key: KeyData, of: Case) => object> = {
  key: (key) => ({ key: key.words }),
  bernoulli: (key, { n, p, mode }) =>
    keepOf(mode === 'high' ? bernoulliHigh(key, p, n) : bernoulli(key, FLOAT32, p, n), n),
  uniform: (key, { n, dtype, low, high }) => numbersOf(uniforms(key, DTYPES[dtype], n, low, high), dtype),
  normal: (key, { n }) => numbersOf(normals(key, n)),
  bits: (key, { n, width }) => integersOf(width === 32 ? bits32(key, n) : narrowBits(key, n, width as 8 | 16)),
  permutation: (key, { n }) => integersOf(permutation(key, n)),
  randint: (key, { n, low, high }) => integersOf(integersIn(key, n, low, high)),
  lecun_normal: (key, of) => numbersOf(lecunNormal(key, of.in, of.in * of.out)),
  glorot_uniform: (key, of) => numbersOf(glorotUniform(key, of.in, of.out, of.in * of.out)),
};

test.each(random)('$in', ({ in: of, out }) => {
  expect(RUN[of.op](keyOf(of), of)).toEqual(out);
});

test.each(x64)('with jax_enable_x64: $in', ({ in: of, out }) => {
  const key = keyOf(of, true);
  const kept = keepOf(bernoulli(key, FLOAT64, of.p, of.n), of.n);
  expect({ ...kept, key: key.words, uniform: numbersOf(uniforms(key, FLOAT64, of.n), 'f64') }).toEqual(out);
});
