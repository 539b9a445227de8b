import { alphaDropout, dropout, dropout1d, dropout2d, dropout3d, featureAlphaDropout } from 'native-dropout';
import {
  TorchGenerator,
  type TorchRecurrentWeights,
  type TorchWeights,
  torchConv2d,
  torchEmbedding,
  torchEpoch,
  torchGru,
  torchKaimingNormal,
  torchKaimingUniform,
  torchLinear,
  torchLstm,
  torchMultiheadAttention,
  torchRandomSplit,
  torchXavierNormal,
  torchXavierUniform,
} from 'native-dropout/replay';
import { inputOf } from '../golden.js';
import { inputs, integers, joined, ones } from './arrays.js';
import type { Chance } from './chance.js';
import { type Framework, inPython, kindOf, versionOf } from './framework.js';

/** PyTorch 1 draws in the same way but for 16-bit types and some ranges of integers. */
const isOld = versionOf('torch').startsWith('1.');

const WIDE = ['float32', 'float64'] as const;
const FLOATS = isOld ? WIDE : ([...WIDE, 'float16', 'bfloat16'] as const);
const NORMALS = isOld ? (['float32'] as const) : (['float32', 'float16', 'bfloat16'] as const);
const SPANS = [1, 1000, 2 ** 27, 2 ** 40, ...(isOld ? [] : [2 ** 28 - 1, 2 ** 28, 2 ** 31, 2 ** 32])];
const SHORT = { float32: 'f32', float64: 'f64', float16: 'f16', bfloat16: 'bf16' } as const;

const module = ({ weight, bias }: TorchWeights): Float32Array => joined([weight, bias]);
const layers = (all: readonly TorchRecurrentWeights[]): Float32Array =>
  joined(all.flatMap((one) => [one.weightIh, one.weightHh, one.biasIh, one.biasHh]));
const small = (chance: Chance): [number, number] => [chance.integer(1, 30), chance.integer(1, 30)];
const channels = (chance: Chance): [number, number, number] => [...small(chance), chance.rate()];
const stacked = (chance: Chance): [number, number, number] => [...small(chance), chance.integer(1, 3)];

interface Setup {
  seed: string;
}

const kind = kindOf<Setup, TorchGenerator>();

export const torch: Framework<Setup, TorchGenerator> = {
  name: 'PyTorch',
  ...inPython('steps_torch', ['torch']),
  setup: (chance, index) => ({ seed: String(chance.of([index, -index, 2 ** 40 + index])) }),
  start: ({ seed }) => new TorchGenerator(BigInt(seed)),
  state: (generator) => generator.state.fill(0, 5024, 5032), // a cached normal number, whose last bit may differ
  kinds: {
    dropout: kind(
      (chance) => [chance.length(), chance.rate(), chance.of(FLOATS)] as const,
      (generator, n, p, dtype) => dropout(inputOf(n, SHORT[dtype]) as Float32Array, p, { generator, dtype }),
    ),
    native_dropout: kind(
      (chance) => [chance.length(), chance.rate()] as const,
      (generator, n, p) => generator.nativeMask(p, n).apply(inputs(n)),
    ),
    dropout1d: kind(channels, (generator, n, c, p) => dropout1d(ones(n * c * 6), p, { shape: [n, c, 6], generator })),
    dropout2d: kind(channels, (generator, n, c, p) =>
      dropout2d(ones(n * c * 6), p, { shape: [n, c, 3, 2], generator }),
    ),
    dropout3d: kind(channels, (generator, n, c, p) =>
      dropout3d(ones(n * c * 6), p, { shape: [n, c, 3, 1, 2], generator }),
    ),
    alpha_dropout: kind(
      (chance) => [chance.length(), chance.of([0.1, 0.3, 0.5, 0.77])] as const,
      (generator, n, p) => alphaDropout(inputs(n), p, { generator }),
    ),
    feature_alpha_dropout: kind(
      (chance) => [...small(chance), chance.of([0.1, 0.3, 0.5, 0.77])] as const,
      (generator, n, c, p) => featureAlphaDropout(inputs(n * c * 4), p, { shape: [n, c, 4], generator }),
    ),
    bernoulli: kind(
      (chance) => [chance.length(), chance.rate()] as const,
      (generator, n, p) => generator.bernoulli(p, n),
    ),
    rand: kind(
      (chance) => [chance.length(), chance.of(FLOATS)] as const,
      (generator, n, dtype) => generator.rand(n, { dtype }),
    ),
    uniform: kind(
      (chance) => [chance.length(), -5 * chance.unit(), 9 * chance.unit(), chance.of(WIDE)] as const,
      (generator, n, low, high, dtype) => generator.uniform(n, { low, high, dtype }),
    ),
    randn: kind(
      (chance) => [chance.length(), chance.of(NORMALS)] as const,
      (generator, n, dtype) => generator.randn(n, { dtype }),
    ),
    normal: kind(
      (chance) => [chance.length(), chance.of([0, 0.3, -7]), chance.of([1, 0.02, 3.3])] as const,
      (generator, n, mean, std) => generator.normal(n, { mean, std }),
    ),
    exponential: kind(
      (chance) => [chance.length(), chance.of([1, 0.3, 5])] as const,
      (generator, n, lambda) => generator.exponential(n, { lambda }),
    ),
    randint: kind(
      (chance) => {
        const low = -chance.integer(0, 1e6);
        return [low, low + chance.of(SPANS), chance.length()] as const;
      },
      (generator, low, high, n) => generator.randint(low, high, n),
    ),
    random: kind(
      (chance) => [chance.length()] as const,
      (generator, n) => generator.random(n),
    ),
    randperm: kind(
      (chance) => [chance.length()] as const,
      (generator, n) => integers(generator.randperm(n)),
    ),
    multinomial: kind(
      (chance) => [chance.integer(10, 30), chance.integer(2, 10), chance.of([true, false])] as const,
      (generator, of, n, replacement) => {
        const weights = Float32Array.from({ length: of }, (_, i) => i + 1);
        return integers(generator.multinomial(weights, n, { replacement }));
      },
    ),
    linear: kind(small, (generator, a, b) => module(torchLinear(generator, a, b))),
    conv2d: kind(stacked, (generator, a, b, k) => module(torchConv2d(generator, a, b, k))),
    embedding: kind(small, (generator, a, b) => torchEmbedding(generator, a, b)),
    lstm: kind(stacked, (generator, a, b, count) => layers(torchLstm(generator, a, b, count))),
    gru: kind(stacked, (generator, a, b, count) => layers(torchGru(generator, a, b, count))),
    attention: kind(
      (chance) => [chance.integer(1, 20)] as const,
      (generator, n) => {
        const { inProjWeight, outProjWeight } = torchMultiheadAttention(generator, n);
        return joined([inProjWeight, outProjWeight]);
      },
    ),
    xavier_uniform: kind(small, (generator, a, b) => torchXavierUniform(generator, [a, b])),
    xavier_normal: kind(small, (generator, a, b) => torchXavierNormal(generator, [a, b])),
    kaiming_uniform: kind(small, (generator, a, b) => torchKaimingUniform(generator, [a, b])),
    kaiming_normal: kind(small, (generator, a, b) => torchKaimingNormal(generator, [a, b])),
    epoch: kind(
      (chance) => [chance.integer(1, 50), chance.of([true, false])] as const,
      (generator, n, shuffle) => integers(torchEpoch(generator, n, { shuffle })),
    ),
    random_split: kind(
      (chance) => [[chance.integer(1, 50), chance.integer(0, 50)]] as const,
      (generator, lengths) => integers(torchRandomSplit(generator, lengths).flatMap((part) => Array.from(part))),
    ),
  },
};
