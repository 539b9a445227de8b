/** TensorFlow's stateless numbers, from golden data. */

import { expect, test } from 'vitest';
import { BFLOAT16, FLOAT16, FLOAT32, FLOAT64 } from '../../src/core/dtype.js';
import { philoxOf } from '../../src/replay/philox.js';
import { keptBits, statelessState, uniforms } from '../../src/replay/tensorflow-random.js';
import { golden, keepOf, numbersOf, type Short } from './golden.js';

const DTYPES = { f32: FLOAT32, f64: FLOAT64, f16: FLOAT16, bf16: BFLOAT16 };

interface Row {
  in: { seed: [string, string]; n: number; rate: number; dtype?: Short; low?: number; high?: number };
  out: { uniform?: object } & object;
}

const { stateless, xla, ranges } = golden<Record<'stateless' | 'xla' | 'ranges', Row[]>>('tensorflow.json');

test.each(stateless)('$in', ({ in: { seed, n, rate, dtype = 'f32' }, out }) => {
  const state = statelessState(BigInt(seed[0]), BigInt(seed[1]));
  expect(out).toMatchObject(keepOf(keptBits(state, DTYPES[dtype], n, rate), n));
  expect(numbersOf(uniforms(state, DTYPES[dtype], n), dtype)).toEqual(out.uniform);
});

test.each(xla)('compiled by XLA: $in', ({ in: { seed, n, rate }, out }) => {
  const state = statelessState(BigInt(seed[0]), BigInt(seed[1]), true);
  expect(keepOf(keptBits(state, FLOAT32, n, rate), n)).toEqual(out);
});

test('compiled by XLA: float64 has the high digits of two words, the low word first; float16 is as without', () => {
  const state = statelessState(1n, 2n, true);
  const [a, b, c, d] = philoxOf(state.key, [...state.counter]).map(BigInt);
  const numbers = [(b << 32n) | a, (d << 32n) | c].map((word) => Number(word >> 12n) * 2 ** -52);
  expect([...uniforms(state, FLOAT64, 2)]).toEqual(numbers);
  expect([...keptBits(state, FLOAT64, 2, numbers[1])]).toEqual([2 + Number(numbers[0] >= numbers[1])]);
  expect([...keptBits(state, FLOAT64, 2, numbers[1] + 2 ** -52)]).toEqual([Number(numbers[0] > numbers[1])]);
  expect(uniforms(state, FLOAT16, 9)).toEqual(uniforms(statelessState(1n, 2n), FLOAT16, 9));
});

test.each(ranges)('in a range: $in', ({ in: { seed, n, low, high }, out }) => {
  const state = statelessState(BigInt(seed[0]), BigInt(seed[1]));
  expect(numbersOf(uniforms(state, FLOAT32, n, low, high))).toEqual(out);
});
