/** Sources of JAX, Flax and TensorFlow refuse bad arguments by name, and draw nothing then. */

import { alphaDropout } from 'native-dropout';
import {
  JaxKey,
  LinenRngs,
  NnxRngs,
  TensorflowEager,
  TensorflowFunction,
  TensorflowGenerator,
  TensorflowSeed,
  TorchCompileGenerator,
  TorchCudaGenerator,
  TorchGenerator,
} from 'native-dropout/replay';
import { describe, expect, test } from 'vitest';

const bad = (value: unknown): never => value as never;

const INT64 = 'a safe integer or a bigint in [-2^63, 2^63 - 1]';

describe('arguments', () => {
  const key = new JaxKey(1);
  const rbg = new JaxKey(1, { impl: 'rbg' });
  const wide = new JaxKey(1, { x64: true });
  const rngs = new LinenRngs(key);
  const stream = new NnxRngs({ params: 1 });
  const cases: [string, () => unknown, string][] = [
    ['a fraction as seed', () => new JaxKey(0.5), `seed: expected ${INT64}, got 0.5`],
    ['a seed of 2^63', () => new JaxKey(2n ** 63n), `seed: expected ${INT64}, got 9223372036854775808n`],
    ['a text as seed', () => new JaxKey(bad('1')), `seed: expected ${INT64}, got "1"`],
    ['an unknown option', () => new JaxKey(1, bad({ mode: 1 })), 'options: expected no fields but impl,'],
    ['an unknown impl', () => new JaxKey(1, { impl: bad('mt') }), "impl: expected 'threefry2x32' or 'rbg' or"],
    ['partitionable as number', () => new JaxKey(1, { partitionable: bad(1) }), 'partitionable: expected a boolean'],
    ['a split into -1', () => key.split(-1), 'n: expected an integer in [0, 2^32 - 1], got -1'],
    ['data of 2^32', () => key.foldIn(2 ** 32), 'data: expected an integer in [0, 2^32 - 1], got 2^32'],
    ['a size of -1', () => key.normal(-1), 'size: expected an integer in [0, 2^32 - 1], got -1'],
    ['24 bits', () => key.bits(3, bad(24)), 'width: expected 8, 16 or 32, got 24'],
    ['8 bits of rbg', () => rbg.bits(3, 8), 'width: expected 32 for a key of rbg, got 8'],
    ['float16 of rbg', () => rbg.uniform(3, { dtype: 'float16' }), "dtype: expected 'float32' for a key of rbg"],
    ['p of 2', () => key.bernoulli(2, 3), 'p: expected a number in [0, 1], got 2'],
    [
      'mode high of float64',
      () => wide.bernoulli(0.5, 3, { mode: 'high' }),
      "dtype: expected 'float32' for mode: 'high'",
    ],
    ['mode', () => key.bernoulli(0.5, 3, { mode: bad('x') }), "mode: expected 'low' or 'high'"],
    ['a range of float64', () => wide.uniform(3, { minval: -1 }), 'minval: expected 0 for float64, got -1'],
    ['a limit of float64', () => wide.uniform(3, { maxval: 2 }), 'maxval: expected 1 for float64, got 2'],
    ['an empty range', () => key.uniform(3, { minval: 1 }), 'maxval: expected a number above minval, 1, got 1'],
    ['a range of NaN', () => key.uniform(3, { minval: Number.NaN }), 'minval: expected a finite float32'],
    [
      'a range beyond float16',
      () => key.uniform(3, { dtype: 'float16', maxval: 1e5 }),
      'maxval: expected a finite float16',
    ],
    ['an empty range of integers', () => key.randint(3, 5, 5), 'maxval: expected an integer in [6, 2147483647], got 5'],
    ['integers beyond int32', () => key.randint(3, -(2 ** 31) - 1, 5), 'minval: expected an integer in'],
    ['a permutation of 1.5', () => key.permutation(1.5), 'n: expected an integer in [0, 2^32 - 1], got 1.5'],
    ['a kernel of no inputs', () => key.lecunNormal(0, 5), 'fanIn: expected an integer in [1, 2^32 - 1], got 0'],
    ['a kernel of -1 outputs', () => key.glorotUniform(5, -1), 'fanOut[1]: expected an integer in'],
    ['a key as path', () => rngs.module(bad('Dense_0')), 'path: expected an array of names, got "Dense_0"'],
    ['a number as a name', () => rngs.module(bad([1])), 'path[0]: expected a name, got 1'],
    ['an empty name', () => rngs.module(['']), 'path[0]: expected a name, got ""'],
    ['a seed for a key', () => rngs.apply(bad(1)), 'key: expected a JaxKey, got 1'],
    ['another source for a key', () => new LinenRngs(bad(new TensorflowEager(1))), 'key: expected a JaxKey, got'],
    ['a stream that is not there', () => stream.stream('dropout'), 'name: expected \'params\', got "dropout"'],
    ['a name with a bad seed', () => new NnxRngs({ dropout: bad('x') }), `seed: expected ${INT64}, got "x"`],
    ['one number as seed', () => new TensorflowSeed(bad(1)), 'seed: expected a list of 2 integers, got 1'],
    ['three numbers', () => new TensorflowSeed(bad([1, 2, 3])), 'seed: expected a list of 2 integers, got 3'],
    ['a pair beyond', () => new TensorflowSeed([0, 2n ** 63n]), `seed[1]: expected ${INT64}`],
    ['a negative seed', () => new TensorflowEager(-1), 'seed: expected a safe integer or a bigint in [0, 2^63 - 1]'],
    [
      'a negative operation',
      () => new TensorflowFunction(1).operation(-1),
      'seed: expected a safe integer or a bigint',
    ],
    [
      'a range of float16',
      () => new TensorflowGenerator(1).uniform(3, { dtype: 'float16', minval: -1 }),
      'minval: expected 0 for float16',
    ],
    [
      'a limit of bfloat16',
      () => new TensorflowGenerator(1).uniform(3, { dtype: 'bfloat16', maxval: 2 }),
      'maxval: expected 1 for bfloat16',
    ],
    [
      'bfloat16 by XLA',
      () => new TensorflowSeed([1, 2], { jitCompile: true }).mask(0.5, 3, { dtype: 'bfloat16' }),
      'dtype: expected another type than bfloat16 with jitCompile',
    ],
    [
      'numbers of bfloat16 by XLA',
      () => new TensorflowSeed([1, 2], { jitCompile: true }).uniform(3, { dtype: 'bfloat16' }),
      'dtype: expected another type than bfloat16 with jitCompile',
    ],
    [
      'an unknown option of a graph',
      () => new TorchCompileGenerator(new TorchGenerator(7), bad({ graphs: 2 })),
      'options: expected no fields but operations, got graphs',
    ],
    ['a seed for a generator', () => new TorchCompileGenerator(bad(7)), 'torch: expected a TorchGenerator, got 7'],
    [
      'no operation',
      () => new TorchCompileGenerator(new TorchGenerator(7), { operations: 0 }),
      'operations: expected an integer in [1,',
    ],
    ['few threads', () => new TorchCudaGenerator(7, { threads: 1 }), 'threads: expected an integer in [256,'],
  ];

  test.each(cases)('%s', (_, call, message) => expect(call).toThrow(message));
});

const sources = [
  () => new JaxKey(1),
  () => new NnxRngs(1).stream('dropout'),
  () => new LinenRngs(new JaxKey(1)).module(['Dropout_0']),
  () => new TensorflowSeed([1, 2]),
  () => new TensorflowEager(1),
  () => new TensorflowEager(1).operation(4),
  () => new TensorflowFunction(1).operation(),
  () => new TensorflowGenerator(1),
  () => new TorchCompileGenerator(new TorchGenerator(1), { operations: 2 }),
  () => new TorchCudaGenerator(1),
];

describe.each(sources)('%s', (make) => {
  test('a call that throws draws nothing', () => {
    const [source, fresh] = [make(), make()];
    source.mask(0.5, 8);
    fresh.mask(0.5, 8);
    const x = new Float32Array(8);
    expect(() => source.mask(1.5, 8)).toThrow('p: expected a number in [0, 1], got 1.5');
    expect(() => source.mask(0.5, -8)).toThrow('size: ');
    expect(() => source.mask(0.5, 8, { dtype: bad('int8') })).toThrow('dtype: ');
    expect(() => alphaDropout(x, 0.5, { generator: source })).toThrow(
      'generator: expected a source with alpha dropout',
    );
    expect(source.state).toEqual(fresh.state);
    expect(source.mask(0.5, 64).toBits(64)).toEqual(fresh.mask(0.5, 64).toBits(64));
  });

  test('wrong states are refused, and change nothing', () => {
    const source = make();
    const { state } = source;
    for (const wrong of [undefined, 1, 'x', [], {}, { ...Object(state), more: 1 }, [...Array(4).keys()]]) {
      expect(() => {
        source.state = bad(wrong);
      }).toThrow(/^state/);
    }
    expect(source.state).toEqual(state);
  });

  test('a state as JSON continues', () => {
    const [source, other] = [make(), make()];
    source.mask(0.5, 40);
    const json = JSON.stringify(source.state);
    other.state = JSON.parse(json);
    expect(other.mask(0.5, 100).toBits(100)).toEqual(source.mask(0.5, 100).toBits(100));
    expect(JSON.stringify(other.state)).toBe(JSON.stringify(source.state));
  });
});

test.each([
  [() => new TensorflowSeed([1, 2]), 'p: expected a rate below 1, as TensorFlow does, got 1'],
  [() => new TensorflowEager(1), 'p: expected a rate below 1, as TensorFlow does, got 1'],
])('TensorFlow refuses rate 1', (make, message) => {
  expect(() => make().mask(1, 5)).toThrow(message);
});

test('Flax takes no key at rate 0 and 1', () => {
  const stream = new NnxRngs(1).stream('dropout');
  expect(stream.mask(0, 5).count(5)).toBe(5);
  expect(stream.mask(1, 5).count(5)).toBe(0);
  expect(stream.state.count).toBe(0);
});

test.each<[string, { state: unknown }, unknown, string]>([
  [
    'a key of three words',
    new JaxKey(1),
    { ...new JaxKey(1).state, words: [1, 2, 3] },
    'state.words: expected 2 words of threefry2x32, got 3',
  ],
  [
    'a key of rbg of two words',
    new JaxKey(1),
    { ...new JaxKey(1).state, impl: 'rbg' },
    'state.words: expected 4 words of rbg, got 2',
  ],
  [
    'as many seeds as operations',
    new TorchCompileGenerator(new TorchGenerator(1), { operations: 2 }),
    { ...new TorchCompileGenerator(new TorchGenerator(1)).state, seeds: [1, 2] },
    'state.seeds: expected fewer seeds than the 2 operations, got 2',
  ],
  [
    'an offset within a block',
    new TorchCudaGenerator(1),
    { seed: '1', offset: 6 },
    'state.offset: expected a multiple of 4, got 6',
  ],
])('a state of %s is refused', (_, source, state, message) => {
  expect(() => {
    source.state = state;
  }).toThrow(message);
});
