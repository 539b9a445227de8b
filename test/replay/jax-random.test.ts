/** jax.random's keys, bits, numbers, masks and orders, from golden data. */

import { expect, test } from 'vitest';
import { pack } from '../../src/core/packed.js';
import { JaxKey, type JaxKeyOptions } from '../../src/replay/index.js';
import { golden, integersOf, keepOf, numbersOf, type Short } from './golden.js';

const DTYPES = { f32: 'float32', f64: 'float64', f16: 'float16', bf16: 'bfloat16' } as const;

type Step = ['fold_in', number] | ['split', number, number];

interface Case {
  op: string;
  seed: number;
  path: Step[];
  partitionable?: boolean;
  impl?: JaxKeyOptions['impl'];
  n: number;
  p: number;
  mode?: 'low' | 'high';
  dtype: Short;
  low: number;
  high: number;
  width: 8 | 16 | 32;
  in: number;
  out: number;
}

function keyOf({ seed, path, partitionable, impl }: Case, x64 = false): JaxKey {
  let key = new JaxKey(seed, { partitionable, impl, x64 });
  for (const step of path) key = step[0] === 'fold_in' ? key.foldIn(step[1]) : key.split(step[1])[step[2]];
  return key;
}

const { random, x64 } = golden<Record<'random' | 'x64', { in: Case; out: object }[]>>('jax.json');

const RUN: Record<string, (key: JaxKey, of: Case) => object> = {
  key: (key) => ({ key: key.state.words }),
  bernoulli: (key, { n, p, mode }) => keepOf(pack(key.bernoulli(p, n, { mode })), n),
  uniform: (key, { n, dtype, low, high }) =>
    numbersOf(key.uniform(n, { dtype: DTYPES[dtype], minval: low, maxval: high }), dtype),
  normal: (key, { n }) => numbersOf(key.normal(n)),
  truncated_normal: (key, { n }) => numbersOf(key.truncatedNormal(n)),
  bits: (key, { n, width }) => integersOf(key.bits(n, width)),
  permutation: (key, { n }) => integersOf(key.permutation(n)),
  randint: (key, { n, low, high }) => integersOf(key.randint(n, low, high)),
  lecun_normal: (key, of) => numbersOf(key.lecunNormal(of.in, of.out)),
  glorot_uniform: (key, of) => numbersOf(key.glorotUniform(of.in, of.out)),
};

test.each(random)('$in', ({ in: of, out }) => {
  expect(RUN[of.op](keyOf(of), of)).toEqual(out);
});

test.each(x64)('with jax_enable_x64: $in', ({ in: of, out }) => {
  const key = keyOf(of, true);
  const kept = keepOf(pack(key.bernoulli(of.p, of.n)), of.n);
  expect({ ...kept, key: key.state.words, uniform: numbersOf(key.uniform(of.n), 'f64') }).toEqual(out);
});

test('integers up to the largest of int32', () => {
  const integers = new JaxKey(7).randint(1000, 0, 2 ** 31 - 1);
  expect(Math.max(...integers)).toBeGreaterThan(2 ** 30);
});

test('a split makes two keys, bits have 32 digits by default', () => {
  const key = new JaxKey(7);
  expect(key.split().map((one) => one.state)).toEqual(key.split(2).map((one) => one.state));
  expect(key.bits(5)).toEqual(key.bits(5, 32));
});
