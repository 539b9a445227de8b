/** TensorFlow's sources give its masks, values and numbers, call after call, from golden data. */

import { dropout } from 'native-dropout';
import {
  type Source,
  TensorflowEager,
  TensorflowFunction,
  TensorflowGenerator,
  TensorflowSeed,
} from 'native-dropout/replay';
import { expect, test } from 'vitest';
import { pack } from '../../src/core/packed.js';
import { golden, inputOf, keepOf, numbersOf, type Short, valuesOf } from './golden.js';

type Seed = [number | string, number | string];

interface Row {
  in: { seed: Seed; n: number; rate: number; dtype?: Short };
  out: { uniform: object };
}

interface Data {
  stateless: Row[];
  xla: Row[];
  noise: { in: { seed: [number, number]; shape: number[]; noiseShape: number[]; rate: number }; out: object }[];
  ranges: { in: { seed: [number, number]; n: number; low: number; high: number }; out: object }[];
  eager: { seed: string; steps: [string, { n: number; rate: number; seed?: number }, object][] }[];
  graph: { in: { seed: string; rate: number; ops: [number, number | null][]; calls: number }; out: object[][] }[];
  generators: { in: { seed: string; ns: number[] }; out: object[] }[];
}

const { stateless, xla, noise, ranges, eager, graph, generators } = golden<Data>('tensorflow.json');

const DTYPES = { f32: 'float32', f64: 'float64', f16: 'float16', bf16: 'bfloat16' } as const;

function dropped(n: number, rate: number, generator: Source, type: Short = 'f32'): object {
  const y = dropout(inputOf(n, type), rate, { generator, dtype: DTYPES[type] });
  return { ...keepOf(pack(Uint8Array.from(y, (value) => Number(value !== 0))), n), ...valuesOf(y, type) };
}

function keepOfOnes(n: number, rate: number, generator: Source): object {
  const { keep } = dropped(n, rate, generator) as { keep: string };
  return { keep };
}

function seedOf([s0, s1]: Seed): [bigint, bigint] {
  return [BigInt(s0), BigInt(s1)];
}

test.each(stateless)('stateless: $in', ({ in: { seed, n, rate, dtype = 'f32' }, out }) => {
  const source = new TensorflowSeed(seedOf(seed));
  const uniform = numbersOf(source.uniform(n, { dtype: DTYPES[dtype] }), dtype);
  const first = dropped(n, rate, source, dtype);
  expect({ ...first, uniform }).toEqual(out);
  expect(dropped(n, rate, source, dtype)).toEqual(first);
});

test.each(xla)('jit_compile: $in', ({ in: { seed, n, rate }, out }) => {
  expect(out).toEqual(keepOf(new TensorflowSeed(seedOf(seed), { jitCompile: true }).mask(rate, n).toBits(n), n));
});

test.each(noise)('noise_shape: $in', ({ in: { seed, shape, noiseShape, rate }, out }) => {
  const n = shape.reduce((size, axis) => size * axis);
  const generator = new TensorflowSeed(seed);
  const y = dropout(new Float32Array(n).fill(1), rate, { generator, shape, noiseShape });
  expect(keepOf(pack(Uint8Array.from(y, (value) => Number(value !== 0))), n)).toEqual(out);
});

test.each(ranges)('range: $in', ({ in: { seed, n, low, high }, out }) => {
  expect(numbersOf(new TensorflowSeed(seed).uniform(n, { minval: low, maxval: high }))).toEqual(out);
});

test.each(eager)('eager, seed $seed', ({ seed, steps }) => {
  const all = new TensorflowEager(BigInt(seed));
  for (const [op, args, out] of steps) {
    const source = args.seed === undefined ? all : all.operation(args.seed);
    expect(op === 'uniform' ? numbersOf(source.uniform(args.n)) : dropped(args.n, args.rate, source)).toEqual(out);
  }
});

test.each(eager)('eager, seed $seed, restored from JSON before each step', ({ seed, steps }) => {
  let json = JSON.stringify(new TensorflowEager(BigInt(seed)).state);
  for (const [op, args, out] of steps) {
    const all = new TensorflowEager(0);
    all.state = JSON.parse(json);
    const source = args.seed === undefined ? all : all.operation(args.seed);
    expect(op === 'uniform' ? numbersOf(source.uniform(args.n)) : dropped(args.n, args.rate, source)).toEqual(out);
    json = JSON.stringify(source.state);
  }
});

test.each(graph)('tf.function: $in', ({ in: { seed, rate, ops, calls }, out }) => {
  const traced = new TensorflowFunction(BigInt(seed));
  const sources = ops.map(([, own]) => traced.operation(own ?? undefined));
  const call = () => sources.map((source, i) => keepOfOnes(ops[i][0], rate, source));
  expect(Array.from({ length: calls }, call)).toEqual(out);
});

test.each(generators)('from_seed: $in', ({ in: { seed, ns }, out }) => {
  const generator = new TensorflowGenerator(BigInt(seed));
  const restored = new TensorflowGenerator(0);
  const made = ns.map((n) => {
    restored.state = JSON.parse(JSON.stringify(generator.state));
    const numbers = numbersOf(generator.uniform(n));
    expect(numbersOf(restored.uniform(n))).toEqual(numbers);
    return numbers;
  });
  expect(made).toEqual(out);
});
