/** TorchGenerator and the weights of its modules refuse bad arguments by name, and draw nothing then. */

import {
  TorchGenerator,
  torchConv2d,
  torchEmbedding,
  torchEpoch,
  torchGru,
  torchKaimingUniform,
  torchLinear,
  torchLstm,
  torchMultiheadAttention,
  torchRandomSplit,
  torchXavierNormal,
} from 'native-dropout/replay';
import { describe, expect, test } from 'vitest';

const bad = (value: unknown): never => value as never;
const generator = new TorchGenerator(7);
const { state } = generator;

const SEED = 'a safe integer or a bigint in [-2^63, 2^64 - 1]';

describe.each([
  [0.5, `seed: expected ${SEED}, got 0.5`],
  [2 ** 53, `seed: expected ${SEED}, got 2^53`],
  [2n ** 64n, `seed: expected ${SEED}, got 18446744073709551616n`],
  [-(2n ** 63n) - 1n, `seed: expected ${SEED}, got -9223372036854775809n`],
  [bad('7'), `seed: expected ${SEED}, got "7"`],
  [bad(undefined), `seed: expected ${SEED}, got undefined`],
])('a seed of %s', (seed, message) => {
  test('is refused', () => expect(() => new TorchGenerator(seed)).toThrow(message));
});

test('seeds count modulo 2^32, and negative ones modulo 2^64', () => {
  const first = (seed: number | bigint) => new TorchGenerator(seed).rand(3);
  expect(first(2n ** 32n + 5n)).toEqual(first(5));
  expect(first(-1)).toEqual(first(2n ** 64n - 1n));
  expect(first(-(2n ** 63n))).toEqual(first(0));
});

const cases: [string, () => unknown, string][] = [
  ['size', () => generator.rand(-1), 'size: expected an integer in [0, 2^32 - 1], got -1'],
  ['dtype', () => generator.rand(3, { dtype: bad('int8') }), "dtype: expected 'float32' or"],
  [
    'an option',
    () => generator.rand(3, bad({ seed: 1 })),
    'options: expected no fields but low, high, dtype, got seed',
  ],
  ['low', () => generator.uniform(3, { low: Infinity }), 'low: expected a finite float32, got Infinity'],
  ['high', () => generator.uniform(3, { low: 2 }), 'high: expected a number of at least low, 2, got 1'],
  ['high of float16', () => generator.uniform(3, { high: 1e5, dtype: 'float16' }), 'high: expected a finite float16'],
  ['std', () => generator.normal(3, { std: -1 }), 'std: expected a number of at least 0, got -1'],
  ['mean', () => generator.normal(3, { mean: bad('0') }), 'mean: expected a finite float32, got "0"'],
  ['integers to fill', () => generator.randn(bad(new Int32Array(3))), 'out: '],
  ['a dtype of an array', () => generator.normal(new Float64Array(3), bad({ dtype: 'float32' })), 'options: '],
  ['contiguous', () => generator.normal(3, { contiguous: bad(1) }), 'contiguous: expected a boolean, got 1'],
  ['lambda', () => generator.exponential(3, { lambda: 0 }), 'lambda: expected a number above 0, got 0'],
  ['p', () => generator.bernoulli(2, 3), 'p: expected a number in [0, 1], got 2'],
  ['p[1]', () => generator.bernoulli(Float32Array.of(0, -1)), 'p[1]: expected a number in [0, 1], got -1'],
  ['p of bits', () => generator.bernoulli(bad(new Uint16Array(3))), "dtype: expected 'float16' or 'bfloat16'"],
  ['low of integers', () => generator.randint(0.5, 3, 1), 'low: expected an integer in'],
  ['high of integers', () => generator.randint(3, 3, 1), 'high: expected an integer above low, 3,'],
  ['n', () => generator.randperm(-1), 'n: expected an integer in [0, 2^32 - 1], got -1'],
  ['weights', () => generator.multinomial(new Float32Array(3)), 'weights: expected at least one weight above 0'],
  ['weights[0]', () => generator.multinomial(Float32Array.of(-1)), 'weights[0]: expected a finite number that is not'],
  ['n of weights', () => generator.multinomial(Float32Array.of(1, 0), 2), 'n: expected an integer in [1, 1], got 2'],
  ['nativeMask', () => generator.nativeMask(-1, 3), 'p: expected a number in [0, 1], got -1'],
  ['inFeatures', () => torchLinear(generator, 0, 3), 'inFeatures: expected an integer in [1, 2^32 - 1], got 0'],
  ['bias', () => torchLinear(generator, 3, 3, { bias: bad(0) }), 'bias: expected a boolean, got 0'],
  ['kernel', () => torchConv2d(generator, 3, 3, [3, 0]), 'kernel: expected an integer in [1, 2^32 - 1], got 0'],
  [
    'groups',
    () => torchConv2d(generator, 3, 3, 3, { groups: 2 }),
    'groups: expected a divisor of inChannels, 3, got 2',
  ],
  ['rows', () => torchEmbedding(generator, 0, 3), 'rows: expected an integer'],
  ['layers', () => torchLstm(generator, 3, 3, 0), 'layers: expected an integer'],
  ['hiddenSize', () => torchGru(generator, 3, 0), 'hiddenSize: expected an integer'],
  ['embedding', () => torchMultiheadAttention(generator, 0), 'embedding: expected an integer'],
  ['shape', () => torchXavierNormal(generator, [3]), 'shape: expected at least two axes, [out, in], got 1'],
  ['gain', () => torchXavierNormal(generator, [3, 3], { gain: -1 }), 'gain: expected a finite number that is not'],
  ['mode', () => torchKaimingUniform(generator, [3, 3], { mode: bad('fan') }), "mode: expected 'fan_in' or 'fan_out'"],
  ['samples', () => torchEpoch(generator, -1), 'n: expected an integer in [0, 2^32 - 1], got -1'],
  ['shuffle', () => torchEpoch(generator, 3, { shuffle: bad(1) }), 'shuffle: expected a boolean, got 1'],
  ['lengths', () => torchRandomSplit(generator, [1, -1]), 'lengths[1]: expected an integer'],
  ['sum of lengths', () => torchRandomSplit(generator, [2 ** 31, 2 ** 31]), 'lengths: expected less than 2^32 samples'],
];

test.each(cases)('a wrong %s draws nothing', (_name, call, message) => {
  expect(call).toThrow(message);
  expect(generator.state).toEqual(state);
});

describe('a state', () => {
  const changed = (at: number, byte: number) => {
    const bytes = state.slice();
    bytes[at] = byte;
    return bytes;
  };
  test.each<[string, unknown, string]>([
    ['of other length', state.slice(1), 'state: expected 5056 bytes, as torch.get_rng_state() has, got 5055'],
    ['of zeros', new Uint8Array(5056), 'state: expected the state of a seeded CPU generator, got left 0, next 0'],
    ['that is not seeded', changed(12, 0), 'state: expected the state of a seeded CPU generator'],
    ['with another left', changed(8, 2), 'state: expected the state of a seeded CPU generator, got left 2, next 0'],
    ['with a next of 625', changed(16, 255), 'state: expected the state of a seeded CPU generator'],
    ['that is no bytes', 'bytes', 'state: expected an object with source, state, got "bytes"'],
    ['of another source', { source: 'JaxKey', state: '' }, 'state.source: expected \'TorchGenerator\', got "JaxKey"'],
    ['of a number', { source: 'TorchGenerator', state: 7 }, 'state.state: expected 10112 hexadecimal digits, got 7'],
    ['of few digits', { source: 'TorchGenerator', state: '00' }, 'state.state: expected 10112 hexadecimal digits'],
  ])('%s is refused', (_name, wrong, message) => {
    expect(() => {
      generator.state = bad(wrong);
    }).toThrow(message);
    expect(generator.state).toEqual(state);
  });
});

test('ranges, groups and sizes', () => {
  expect(torchConv2d(generator, 4, 6, [3, 5], { groups: 2, bias: false })).toMatchObject({ bias: undefined });
  expect(torchConv2d(generator, 4, 6, [3, 5], { groups: 2 }).weight).toHaveLength(6 * 2 * 15);
  expect(generator.uniform([2, 3], { low: 2, high: 2 })).toEqual(new Float32Array(6).fill(2));
  const [first, second] = torchGru(generator, 3, 4, 2);
  expect([first.weightIh, second.weightIh, second.biasHh].map((one) => one?.length)).toEqual([36, 48, 12]);
});
