/** OnnxRuntimeSeed draws, run by run, what a Dropout node of onnxruntime draws, in all its dtypes, and refuses what it refuses. */

import { expect, test } from 'vitest';
import { alphaDropout, Dropout, dropout } from '../../src/index.js';
import { type OnnxRuntimePlatform, OnnxRuntimeSeed } from '../../src/replay/index.js';
import { initGenrand } from '../../src/replay/mt19937.js';
import { golden, inputOf, keepOf, type Short, valuesOf } from './golden.js';

type Run = [n: number, ratio: number, training: boolean];

interface Golden {
  seeded: { in: { seed: string; dtype?: Short; runs: Run[] }; out: object[] }[];
  unseeded: { in: { seed: number; runs: Run[] }; out: { first: object[]; second: object[] } }[];
}

const data = golden<Golden>('onnxruntime.json');

const NAMES = { f32: 'float32', f64: 'float64', f16: 'float16', bf16: 'bfloat16' } as const;

/** The bits that a forward kept, of an input without zeros. */
function keptBits(y: ArrayLike<number>): Uint32Array {
  const words = new Uint32Array(Math.ceil(y.length / 32));
  for (let i = 0; i < y.length; ++i) if (y[i] !== 0) words[i >>> 5] |= 1 << (i & 31);
  return words;
}

function run(generator: OnnxRuntimeSeed, [n, ratio, training]: Run, type: Short = 'f32'): object {
  const dtype = NAMES[type];
  const y = dropout(inputOf(n, type), ratio, { generator, training, dtype });
  return { ...keepOf(keptBits(y), n), ...valuesOf(y, type) };
}

test.each(data.seeded)('a node of seed $in.seed', ({ in: { seed, dtype, runs }, out }) => {
  const generator = new OnnxRuntimeSeed(BigInt(seed));
  runs.forEach((one, i) => {
    expect(run(generator, one, dtype), `run ${i}`).toEqual(out[i]);
    generator.state = JSON.parse(JSON.stringify(generator.state));
  });
  expect(generator.state).toEqual({
    seed,
    runs: runs.filter(([, ratio, training]) => training && ratio > 0).length,
    platform: 'linux',
  });
});

test.each(data.unseeded)('nodes without a seed share one, after set_seed($in.seed)', ({ in: { seed, runs }, out }) => {
  const generator = new OnnxRuntimeSeed(seed);
  expect(runs.map((one) => run(generator, one))).toEqual(out.first);
  expect(runs.map((one) => run(generator, one))).toEqual(out.second);
});

test('quotients of float32, which are computed as products, are rounded once', () => {
  const words = new Uint32Array(200_000);
  initGenrand(3).fill(words);
  const x = new Float32Array(words.buffer).map((value) => (value === 0 ? 1 : value));
  for (const ratio of [1e-6, 0.1, 1 / 3, 0.7, 0.999, 1 - 2 ** -24]) {
    const mask = new OnnxRuntimeSeed(1).mask(ratio, x.length);
    const divisor = Math.fround(1 - Math.fround(ratio));
    const kept = mask.toUint8Array(x.length);
    const y = mask.apply(x);
    x.forEach((value, i) => {
      if (!Object.is(y[i], kept[i] === 1 ? Math.fround(value / divisor) : 0)) throw new Error(`${value} / ${divisor}`);
    });
  }
});

/** Whether number n of a platform is at least a ratio. */
function keptAt(platform: OnnxRuntimePlatform, seed: number, n: number, ratio: number): number {
  return new OnnxRuntimeSeed(seed, { platform }).mask(ratio, n).toUint8Array(n)[n - 1];
}

/** The 10,000th words of minstd_rand0 and minstd_rand are in the C++ standard, that of mt19937 for seed 5489 too. */
test.each<[OnnxRuntimePlatform, number, number]>([
  ['linux', 1, (1043618065 - 1) / 2 ** 31],
  ['macos', 1, (399268537 - 1) / 2 ** 31],
  ['windows', 5489, 4123659995 / 2 ** 32],
])('the 10,000th number on %s is that of the C++ standard', (platform, seed, exact) => {
  const number = Math.fround(exact); // of which float32 keeps 24 bits
  expect(keptAt(platform, seed, 10_000, number)).toBe(1);
  expect(keptAt(platform, seed, 10_000, number + 2 ** -25)).toBe(0);
});

test('seeds have 64 bits on Linux and 32 bits elsewhere; each run takes the next', () => {
  const bits = (platform: OnnxRuntimePlatform, seed: bigint) =>
    new OnnxRuntimeSeed(seed, { platform }).mask(0.5, 99).toBits(99);
  for (const platform of ['macos', 'windows'] as const) {
    expect(bits(platform, 2n ** 32n + 7n)).toEqual(bits(platform, 7n));
    const source = new OnnxRuntimeSeed(6, { platform });
    source.mask(0.5, 99);
    expect(source.mask(0.5, 99).toBits(99)).toEqual(bits(platform, 7n));
    expect(source.state).toEqual({ seed: '6', runs: 2, platform });
  }
  expect(bits('linux', 2n ** 32n + 7n)).not.toEqual(bits('linux', 7n));
});

test('an element is kept if its number equals the ratio', () => {
  for (const [platform, factor] of [
    ['linux', 16807],
    ['macos', 48271],
  ] as const) {
    const state = 2 * factor; // the first of seed 2, whose number is (state - 1)/2^31
    expect([(state - 1) / 2 ** 31, state / 2 ** 31].map((ratio) => keptAt(platform, 2, 1, ratio))).toEqual([1, 0]);
  }
});

test('a layer has the mask in backward; the state is JSON', () => {
  const generator = new OnnxRuntimeSeed(42);
  const layer = new Dropout(0.5, { generator });
  const x = new Float32Array(1000).fill(1);
  const y = layer.forward(x);
  expect(layer.backward(x)).toEqual(y);
  expect(JSON.parse(JSON.stringify(generator))).toEqual({
    source: 'OnnxRuntimeSeed',
    state: { seed: '42', runs: 1, platform: 'linux' },
  });
  const other = new OnnxRuntimeSeed(0);
  other.state = JSON.parse(JSON.stringify(generator));
  expect(other.mask(0.3, 99).toBits(99)).toEqual(generator.mask(0.3, 99).toBits(99));
});

test.each<[string, (generator: OnnxRuntimeSeed) => unknown, RegExp]>([
  [
    'a seed of 64 bits',
    () => new OnnxRuntimeSeed(2n ** 63n),
    /^seed: expected a safe integer or a bigint in \[-2\^63, 2\^63 - 1\]/,
  ],
  ['a fraction', () => new OnnxRuntimeSeed(0.5), /^seed: /],
  ['p = 1', (source) => source.mask(1, 3), /^p: expected a number in \[0, 1\) for onnxruntime/],
  ['p that float32 rounds to 1', (source) => source.mask(1 - 2 ** -26, 3), /^p: /],
  ['alpha dropout', (generator) => alphaDropout(new Float32Array(3), 0.5, { generator }), /^generator: /],
  [
    'another platform',
    () => new OnnxRuntimeSeed(1, { platform: 'beos' as never }),
    /^platform: expected 'linux' or 'macos' or 'windows', got "beos"/,
  ],
  ['another option', () => new OnnxRuntimeSeed(1, { os: 'linux' } as never), /^options: /],
  ['a state of no platform', (source) => (source.state = { seed: '1', runs: 0 } as never), /^state.platform: /],
  ['a state without runs', (source) => (source.state = { seed: '1' } as never), /^state.runs: /],
  ['a state with a text', (source) => (source.state = { seed: 'x', runs: 1, platform: 'linux' }), /^state.seed: /],
])('%s is refused and draws nothing', (_, call, message) => {
  const source = new OnnxRuntimeSeed(1);
  expect(() => call(source)).toThrow(message);
  expect(source.state).toEqual({ seed: '1', runs: 0, platform: 'linux' });
});
