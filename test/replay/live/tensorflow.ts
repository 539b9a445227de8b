import { dropout } from 'native-dropout';
import {
  type Source,
  TensorflowEager,
  TensorflowFunction,
  TensorflowGenerator,
  TensorflowSeed,
} from 'native-dropout/replay';
import { inputOf } from '../golden.js';
import { integers, joined, ones } from './arrays.js';
import type { Chance } from './chance.js';
import { type Framework, inPython, kindOf } from './framework.js';

const SHORT = { float32: 'f32', float64: 'f64', float16: 'f16', bfloat16: 'bf16' } as const;
type Name = keyof typeof SHORT;
const NAMES = Object.keys(SHORT) as Name[];
const WIDE = ['float32', 'float64'] as const;

/** Operations of a tf.function: elements, rate and seed. */
type Operation = [n: number, rate: number, seed: number | null];

interface Setup {
  seed: string;
  generator: string;
  operations: Operation[];
}

interface Subject {
  eager: TensorflowEager;
  generator: TensorflowGenerator;
  operations: (() => Float32Array)[];
}

type Pair = [string, string];

function dropped(n: number, rate: number, generator: Source, dtype: Name = 'float32'): Float32Array {
  return dropout(inputOf(n, SHORT[dtype]) as Float32Array, rate, { generator, dtype });
}

const pairOf = (chance: Chance): Pair => {
  const one = () => String(BigInt(chance.integer(-100, 100)) * chance.of([1n, 2n ** 33n, 2n ** 55n]));
  return [one(), one()];
};
const seedOf = ([first, second]: Pair): [bigint, bigint] => [BigInt(first), BigInt(second)];
const ownSeed = (chance: Chance): number | null => (chance.unit() < 0.5 ? null : chance.integer(0, 3));
const of = (eager: TensorflowEager, seed: number | null): TensorflowEager | ReturnType<typeof eager.operation> =>
  seed === null ? eager : eager.operation(seed);

const kind = kindOf<Setup, Subject>();

export const tensorflow: Framework<Setup, Subject> = {
  name: 'TensorFlow',
  ...inPython('steps_tensorflow', ['tensorflow-cpu'], { TF_CPP_MIN_LOG_LEVEL: '3', CUDA_VISIBLE_DEVICES: '' }),
  scripts: 10,
  setup: (chance, index) => ({
    seed: String(chance.of([index, 2 ** 31 + index, 2 ** 40 + index])),
    generator: String(chance.of([index, 2 ** 40 + index])),
    operations: Array.from({ length: 3 }, () => [chance.integer(1, 300), chance.of([0.1, 0.5, 0.9]), ownSeed(chance)]),
  }),
  start({ seed, generator, operations }) {
    const traced = new TensorflowFunction(BigInt(seed));
    return {
      eager: new TensorflowEager(BigInt(seed)),
      generator: new TensorflowGenerator(BigInt(generator)),
      operations: operations.map(([n, rate, own]) => {
        const operation = traced.operation(own ?? undefined);
        return () => dropped(n, rate, operation);
      }),
    };
  },
  state: ({ generator }) => integers(generator.state.map((one) => Number(BigInt.asUintN(32, BigInt(one))))),
  kinds: {
    stateless_dropout: kind(
      (chance) => [pairOf(chance), chance.length(), chance.rateBelowOne(), chance.of(NAMES)] as const,
      (_, seed, n, rate, dtype) => dropped(n, rate, new TensorflowSeed(seedOf(seed)), dtype),
    ),
    noise: kind(
      (chance) => {
        const shape = [chance.integer(1, 5), chance.integer(1, 9), chance.integer(1, 9)];
        return [pairOf(chance), shape, shape.map((axis) => chance.of([1, axis])), chance.rateBelowOne()] as const;
      },
      (_, seed, shape, noiseShape, rate) => {
        const generator = new TensorflowSeed(seedOf(seed));
        return dropout(ones(shape[0] * shape[1] * shape[2]), rate, { generator, shape, noiseShape });
      },
    ),
    compiled: kind(
      (chance) => [pairOf(chance), chance.of([1, 33, 1000]), chance.of([0.1, 0.5, 0.021])] as const,
      (_, seed, n, rate) => dropped(n, rate, new TensorflowSeed(seedOf(seed), { jitCompile: true })),
    ),
    stateless_uniform: kind(
      (chance) => [pairOf(chance), chance.length(), chance.of(NAMES)] as const,
      (_, seed, n, dtype) => new TensorflowSeed(seedOf(seed)).uniform(n, { dtype }),
    ),
    stateless_range: kind(
      (chance) => [pairOf(chance), chance.length(), -5 * chance.unit(), 9 * chance.unit(), chance.of(WIDE)] as const,
      (_, seed, n, minval, maxval, dtype) => new TensorflowSeed(seedOf(seed)).uniform(n, { minval, maxval, dtype }),
    ),
    dropout: kind(
      (chance) => [chance.length(), chance.rateBelowOne(), ownSeed(chance), chance.of(NAMES)] as const,
      ({ eager }, n, rate, seed, dtype) => dropped(n, rate, of(eager, seed), dtype),
    ),
    uniform: kind(
      (chance) => [chance.length(), -5 * chance.unit(), 9 * chance.unit(), ownSeed(chance)] as const,
      ({ eager }, n, minval, maxval, seed) => of(eager, seed).uniform(n, { minval, maxval }),
    ),
    generator: kind(
      (chance) => [chance.length(), -5 * chance.unit(), 9 * chance.unit(), chance.of(WIDE)] as const,
      ({ generator }, n, minval, maxval, dtype) => generator.uniform(n, { minval, maxval, dtype }),
    ),
    function: kind(
      () => [] as const,
      ({ operations }) => joined(operations.map((operation) => operation())),
    ),
  },
};
