/** TorchGenerator draws what PyTorch draws in whole scripts, to the bytes of the last state. */

import { alphaDropout, dropout, dropout1d, dropout2d, dropout3d, featureAlphaDropout } from 'native-dropout';
import {
  TorchGenerator,
  torchConv2d,
  torchEmbedding,
  torchEpoch,
  torchKaimingNormal,
  torchKaimingUniform,
  torchLinear,
  torchLstm,
  torchMultiheadAttention,
  torchRandomSplit,
  torchXavierNormal,
  torchXavierUniform,
} from 'native-dropout/replay';
import { describe, expect, test } from 'vitest';
import { BFLOAT16, type DtypeName, FLOAT16 } from '../../src/core/dtype.js';
import { narrowed } from '../../src/replay/round.js';
import { golden, inputOf, integersOf, keepOf, numbersOf, type Short, sha, valuesOf } from './golden.js';

interface Args {
  [name: string]: number;
}
type Step = readonly [op: string, args: Args & Record<string, never>, result: object];
interface Golden {
  scripts: { seed: string; note?: string; steps: Step[]; end: string }[];
  generators: { in: string; out: { initialSeed: string; shuffle20by6: number[]; then: number[] } }[];
  states: {
    in: [string, number];
    out: { head: string; tail: string; sha: string; next: { keep: string; randn3: object } };
  }[];
}

const data = golden<Golden>('torch.json');
const DTYPES: Record<Short, DtypeName> = { f32: 'float32', f64: 'float64', f16: 'float16', bf16: 'bfloat16' };
const sizeOf = (shape: readonly number[]): number => shape.reduce((size, axis) => size * axis, 1);
const stateOf = (generator: TorchGenerator) => ({ stateSha: sha(generator.state) });

/** The kept elements of an array, packed. */
function keptOf(y: ArrayLike<number>): object {
  const words = new Uint32Array(Math.ceil(y.length / 32));
  for (let i = 0; i < y.length; ++i) if (y[i] !== 0) words[i >>> 5] |= 1 << (i & 31);
  return keepOf(words, y.length);
}

function joined(arrays: readonly (Float32Array | undefined)[]): Float32Array {
  return Float32Array.from(arrays.flatMap((array) => Array.from(array ?? [])));
}

const channels = { dropout1d, dropout2d, dropout3d };

/** The mask of a view of ones, in its logical order: PyTorch draws in the order of memory. */
function layoutOf(generator: TorchGenerator, args: object): object {
  const { view, base, dims, p } = args as { view: string; base: number[]; dims: number[]; p: number };
  // Each view as the shape and the strides of its elements in memory.
  const strides = base.map((_, axis) => sizeOf(base.slice(axis + 1)));
  const [rows] = base;
  const views: Record<string, () => { shape: number[]; strides: number[] }> = {
    t: () => ({ shape: [base[1], rows], strides: [strides[1], strides[0]] }),
    permute: () => ({ shape: dims.map((d) => base[d]), strides: dims.map((d) => strides[d]) }),
    channels_last: () => {
      const [, c, h, w] = base;
      return { shape: base, strides: [c * h * w, 1, w * c, c] };
    },
    every_second_column: () => ({ shape: [rows, Math.ceil(base[1] / 2)], strides: [strides[0], 2] }),
    t_every_second_row: () => ({ shape: [Math.ceil(base[1] / 2), rows], strides: [2, strides[0]] }),
  };
  const made = views[view]();
  const n = sizeOf(made.shape);
  const places = Array.from({ length: n }, (_, e) => {
    let rest = e;
    let place = 0;
    for (let axis = made.shape.length - 1; axis >= 0; --axis) {
      place += (rest % made.shape[axis]) * made.strides[axis];
      rest = Math.floor(rest / made.shape[axis]);
    }
    return place;
  });
  const order = Array.from(places.keys()).sort((a, b) => places[a] - places[b]);
  const bytes = generator.mask(p, n).toUint8Array(n);
  const kept = new Uint8Array(n);
  for (const [i, e] of order.entries()) kept[e] = bytes[i];
  return keptOf(kept);
}

/** Does a step, and gives its result as the golden data has it. */
function run(generator: TorchGenerator, op: string, args: Args & Record<string, never>): object {
  const { n, p } = args;
  const short = ((args.dtype as unknown as Short) ?? 'f32') satisfies Short;
  const dtype = DTYPES[short];
  const shape = args.shape as unknown as number[];
  switch (op) {
    case 'dropout': {
      const mask = generator.mask(p, n, { dtype });
      const x = inputOf(n, short);
      return { ...keepOf(mask.toBits(n), n), ...valuesOf(mask.apply(x, { dtype }), short) };
    }
    case 'native_dropout': {
      const mask = generator.nativeMask(p, n);
      return { ...keepOf(mask.toBits(n), n), ...valuesOf(mask.apply(inputOf(n))) };
    }
    case 'dropout1d':
    case 'dropout2d':
    case 'dropout3d':
      return keptOf(channels[op](new Float32Array(sizeOf(shape)).fill(1), p, { shape, generator }));
    case 'alpha_dropout':
      return numbersOf(alphaDropout(inputOf(sizeOf(shape)), p, { generator }));
    case 'feature_alpha_dropout':
      return numbersOf(featureAlphaDropout(inputOf(sizeOf(shape)), p, { shape, generator }));
    case 'attention': {
      const size = args.b * args.h * args.l * args.l;
      return keptOf(dropout(new Float32Array(size).fill(1), p, { generator }));
    }
    case 'layout':
      return layoutOf(generator, args);
    case 'bernoulli_':
      return keptOf(generator.bernoulli(p, n));
    case 'bernoulli_p': {
      const rates = Float64Array.from({ length: n }, (_, i) => i / n);
      if (short === 'f64') return keptOf(generator.bernoulli(rates));
      if (short === 'f32') return keptOf(generator.bernoulli(Float32Array.from(rates)));
      return keptOf(generator.bernoulli(narrow(rates, short), { dtype: dtype as 'float16' }));
    }
    case 'rand':
      return numbersOf(generator.rand(n, { dtype }), short);
    case 'uniform_':
      return numbersOf(generator.uniform(n, { low: args.low, high: args.high }));
    case 'randn':
      return numbersOf(generator.randn(n, { dtype }), short);
    case 'normal_':
      return numbersOf(generator.normal(n, { mean: args.mean, std: args.std }));
    case 'randperm':
      return integersOf(generator.randperm(n));
    case 'randint':
      return integersOf(generator.randint(args.low, args.high, n));
    case 'multinomial': {
      const weights = Float32Array.from({ length: args.of }, (_, i) => i + 1);
      return integersOf(generator.multinomial(weights, n, { replacement: args.replacement as unknown as boolean }));
    }
    case 'linear': {
      const { weight, bias } = torchLinear(generator, args.in, args.out);
      return { weight: numbersOf(weight), bias: numbersOf(bias as Float32Array) };
    }
    case 'conv2d': {
      const { weight, bias } = torchConv2d(generator, args.in, args.out, args.kernel);
      return { weight: numbersOf(weight), bias: numbersOf(bias as Float32Array) };
    }
    case 'embedding':
      return numbersOf(torchEmbedding(generator, args.rows, args.columns));
    case 'lstm': {
      const layers = torchLstm(generator, args.in, args.hidden, args.layers);
      return numbersOf(joined(layers.flatMap((one) => [one.weightIh, one.weightHh, one.biasIh, one.biasHh])));
    }
    case 'xavier_uniform_':
      return numbersOf(torchXavierUniform(generator, [args.out, args.in]));
    case 'kaiming_normal_':
      return numbersOf(torchKaimingNormal(generator, [args.out, args.in]));
    case 'shuffle':
      return integersOf(torchEpoch(generator, n));
    case 'epoch':
      torchEpoch(generator, n, { shuffle: false });
      return {};
    case 'random_split':
      return integersOf(torchRandomSplit(generator, args.lengths as unknown as number[]).flatMap((one) => [...one]));
    case 'encoder_layer':
      return encoderLayer(generator, args);
    case 'lstm_forward':
      torchLstm(generator, args.in, args.hidden, args.layers);
      for (let layer = 1; layer < args.layers; ++layer) generator.mask(p, args.b * args.l * args.hidden);
      return stateOf(generator);
    case 'state':
      return stateOf(generator);
    default:
      throw new Error(`${op} is unknown`);
  }
}

function narrow(rates: Float64Array, short: Short): Uint16Array {
  return narrowed(short === 'f16' ? FLOAT16 : BFLOAT16, Float32Array.from(rates)) as Uint16Array;
}

/** nn.TransformerEncoderLayer: its weights, and the masks of a forward. */
function encoderLayer(generator: TorchGenerator, { b, l, d, heads, ff, p }: Args): object {
  const attention = torchMultiheadAttention(generator, d);
  const first = torchLinear(generator, d, ff);
  const second = torchLinear(generator, ff, d);
  for (const size of [b * heads * l * l, b * l * d, b * l * ff, b * l * d]) generator.mask(p, size);
  const weights = {
    'self_attn.out_proj.weight': attention.outProjWeight,
    'self_attn.in_proj_weight': attention.inProjWeight,
    'linear1.weight': first.weight,
    'linear1.bias': first.bias,
    'linear2.weight': second.weight,
    'linear2.bias': second.bias,
  };
  const named = Object.entries(weights).map(([name, weight]) => [
    name,
    Object.values(numbersOf(weight as Float32Array))[0],
  ]);
  return { ...Object.fromEntries(named), ...stateOf(generator) };
}

describe.each(data.scripts)('a script of seed $seed', ({ seed, steps, end }) => {
  test('gives every result and the last state', () => {
    const generator = new TorchGenerator(BigInt(seed));
    for (const [i, [op, args, result]] of steps.entries()) {
      expect([i, op, args, run(generator, op, args)]).toEqual([i, op, args, result]);
    }
    expect(sha(generator.state)).toBe(end);
  });
});

test.each([0, 1, 2, 624, 625, 626, 16384, 16385, 40_000])('randperm(%i) draws a word less', (n) => {
  const [one, other] = [new TorchGenerator(3), new TorchGenerator(3)];
  const order = one.randperm(n);
  const expected = Uint32Array.from({ length: n }, (_, i) => i);
  for (let i = 0; i < n - 1; ++i) {
    const j = i + other.randint(0, n - i, 1)[0];
    [expected[i], expected[j]] = [expected[j], expected[i]];
  }
  expect(Buffer.compare(Buffer.from(order.buffer), Buffer.from(expected.buffer))).toBe(0);
  expect(one.state).toEqual(other.state);
});

test.each([0, 5, 16, 37, 20_000])('randn(out) and normal(out) fill an array with %i numbers', (n) => {
  for (const [Kind, dtype] of [
    [Float32Array, 'float32'],
    [Float64Array, 'float64'],
  ] as const) {
    const [one, other] = [new TorchGenerator(5), new TorchGenerator(5)];
    const out = new Kind(n + 2).fill(7);
    const part = out.subarray(1, n + 1);
    expect(one.randn(part)).toBe(part);
    expect([...part]).toEqual([...other.randn(n, { dtype })]);
    one.normal(part, { mean: 1, std: 2 });
    expect([...part]).toEqual([...other.normal(n, { mean: 1, std: 2, dtype })]);
    expect([out[0], out[n + 1]]).toEqual([7, 7]);
    expect(one.state).toEqual(other.state);
  }
});

/** The formulas of torch.nn.init's page. */
test('initial weights of all fans, with a gain, a slope and a mode', () => {
  const { sqrt } = Math;
  const shape = [4, 6, 2, 3]; // fan_in 36, fan_out 24
  const n = 4 * 6 * 2 * 3;
  const make = () => new TorchGenerator(5);
  const normal = (std: number) => make().normal(n, { std });
  const uniform = (bound: number) => make().uniform(n, { low: -bound, high: bound });
  expect(torchXavierNormal(make(), shape)).toEqual(normal(sqrt(2 / 60)));
  expect(torchXavierNormal(make(), shape, { gain: 3 })).toEqual(normal(3 * sqrt(2 / 60)));
  expect(torchXavierUniform(make(), shape, { gain: 3 })).toEqual(uniform(sqrt(3) * 3 * sqrt(2 / 60)));
  expect(torchKaimingNormal(make(), shape, { a: 0.2 })).toEqual(normal(sqrt(2 / (1 + 0.2 ** 2)) / sqrt(36)));
  expect(torchKaimingNormal(make(), shape, { mode: 'fan_out' })).toEqual(normal(sqrt(2) / sqrt(24)));
  expect(torchKaimingUniform(make(), shape)).toEqual(uniform(sqrt(3) * (sqrt(2) / sqrt(36))));
  expect(torchKaimingUniform(make(), shape, { a: 2, mode: 'fan_out' })).toEqual(
    uniform(sqrt(3) * (sqrt(2 / (1 + 2 ** 2)) / sqrt(24))),
  );
});

test('an LSTM has one layer by default', () => {
  expect(torchLstm(new TorchGenerator(5), 3, 4)).toEqual(torchLstm(new TorchGenerator(5), 3, 4, 1));
});

test('biases of attention are zeros: three times the embedding, and the embedding', () => {
  const { inProjBias, outProjBias } = torchMultiheadAttention(new TorchGenerator(5), 4);
  expect([inProjBias, outProjBias]).toEqual([new Float32Array(12), new Float32Array(4)]);
});

test('two choices with replacement are the first two of more', () => {
  const choose = (n: number) => new TorchGenerator(5).multinomial(Float32Array.of(1, 2, 3), n, { replacement: true });
  expect(choose(2)).toEqual(choose(6).slice(0, 2));
});

test('exponential numbers are -1/lambda · log1p(-u), u of 53 bits', () => {
  const numbers = (lambda: number) =>
    [...new TorchGenerator(5).rand(9, { dtype: 'float64' })].map((u) => (-1 / lambda) * Math.log1p(-u));
  expect([...new TorchGenerator(5).exponential(9, { lambda: 3, dtype: 'float64' })]).toEqual(numbers(3));
  expect([...new TorchGenerator(5).exponential([3, 3])]).toEqual(numbers(1).map(Math.fround));
});

test.each(data.generators)('a loader made with a generator of seed $in', ({ in: seed, out }) => {
  const generator = new TorchGenerator(BigInt(seed));
  expect(Array.from(torchEpoch(generator, 20, { own: true }))).toEqual(out.shuffle20by6);
  expect(Array.from(generator.randint(0, 1000, 5))).toEqual(out.then);
});

test.each(data.states)('the state after numbers of $in', ({ in: [seed, n], out }) => {
  const generator = new TorchGenerator(BigInt(seed));
  generator.rand(n);
  if (n % 2 === 1) generator.randn(1);
  const bytes = generator.state;
  expect(hex(bytes.subarray(0, 24))).toBe(out.head);
  expect(hex(bytes.subarray(5016))).toBe(out.tail);
  expect(sha(bytes)).toBe(out.sha);
  const other = new TorchGenerator(0);
  other.state = bytes;
  const json = new TorchGenerator(1);
  json.state = JSON.parse(JSON.stringify(generator));
  for (const one of [generator, other, json]) {
    expect({ ...keepOf(one.mask(0.4, 70).toBits(70), 70), randn3: numbersOf(one.randn(3)) }).toEqual(out.next);
  }
});

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
