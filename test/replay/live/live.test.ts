/** Random scripts give in a running PyTorch the numbers and the states that they give here. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { alphaDropout, dropout, dropout2d, featureAlphaDropout, Generator } from 'native-dropout';
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
import { describe, expect, test } from 'vitest';
import { inputOf, sha } from './golden.js';

const SCRIPTS = 40;
const STEPS = 60;

const python = process.env.NATIVE_DROPOUT_PYTHON ?? '/usr/bin/python3';
const hasTorch = spawnSync(python, ['-c', 'import torch, numpy']).status === 0;

type Args = readonly never[];
type Step = readonly [name: string, args: readonly unknown[]];

/** Random arguments. */
class Chance {
  readonly #next: Generator;

  constructor(seed: number) {
    this.#next = new Generator(seed);
  }

  unit(): number {
    return this.#next.uniform(new Float64Array(1))[0];
  }

  integer(least: number, most: number): number {
    return least + Math.floor(this.unit() * (most - least + 1));
  }

  of<T>(choices: readonly T[]): T {
    return choices[this.integer(0, choices.length - 1)];
  }

  /** Lengths around blocks of 16 numbers and of 624 words. */
  length(): number {
    return this.of([() => this.integer(1, 40), () => this.integer(300, 330), () => this.integer(600, 1300)])();
  }

  /** Also 0 and 1, tiny ones, and those whose scales differ between functions. */
  rate(): number {
    return this.of([() => this.unit(), () => this.of([0, 1, 0.5, 0.1, 0.021, 1e-9, 0.999])])();
  }
}

const joined = (arrays: readonly (Float32Array | undefined)[]): Float32Array =>
  Float32Array.from(arrays.flatMap((array) => Array.from(array ?? [])));
const module = ({ weight, bias }: TorchWeights): Float32Array => joined([weight, bias]);
const layers = (all: readonly TorchRecurrentWeights[]): Float32Array =>
  joined(all.flatMap((one) => [one.weightIh, one.weightHh, one.biasIh, one.biasHh]));
const integers = (all: ArrayLike<number>): Float64Array => Float64Array.from(all);
const inputs = (n: number): Float32Array => inputOf(n) as Float32Array;

/** Each step: random arguments, and what it gives here. */
interface Kind {
  args: (chance: Chance) => readonly unknown[];
  run: (generator: TorchGenerator, ...args: Args) => ArrayBufferView;
}

type Mutable<T extends readonly unknown[]> = { -readonly [K in keyof T]: T[K] };

const kind = <T extends readonly unknown[]>(
  args: (chance: Chance) => T,
  run: (generator: TorchGenerator, ...args: Mutable<T>) => ArrayBufferView,
): Kind => ({ args, run: run as unknown as Kind['run'] });

const WIDE = ['float32', 'float64'] as const;
const small = (chance: Chance): [number, number] => [chance.integer(1, 30), chance.integer(1, 30)];

const KINDS: Record<string, Kind> = {
  dropout: kind(
    (chance) => [chance.length(), chance.rate(), chance.of(WIDE)] as const,
    (generator, n, p, dtype) =>
      dropout(inputOf(n, dtype === 'float64' ? 'f64' : 'f32') as Float32Array, p, { generator }),
  ),
  native_dropout: kind(
    (chance) => [chance.length(), chance.rate()] as const,
    (generator, n, p) => generator.nativeMask(p, n).apply(inputs(n)),
  ),
  dropout2d: kind(
    (chance) => [...small(chance), chance.rate()] as const,
    (generator, n, c, p) => dropout2d(new Float32Array(n * c * 6).fill(1), p, { shape: [n, c, 3, 2], generator }),
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
    (chance) => [chance.length(), chance.of(WIDE)] as const,
    (generator, n, dtype) => generator.rand(n, { dtype }),
  ),
  uniform: kind(
    (chance) => [chance.length(), -5 * chance.unit(), 9 * chance.unit(), chance.of(WIDE)] as const,
    (generator, n, low, high, dtype) => generator.uniform(n, { low, high, dtype }),
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
    (chance) => [-chance.integer(0, 1e6), chance.of([1, 1000, 2 ** 27, 2 ** 40]), chance.length()] as const,
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
    (generator, of, n, replacement) =>
      integers(
        generator.multinomial(
          Float32Array.from({ length: of }, (_, i) => i + 1),
          n,
          { replacement },
        ),
      ),
  ),
  linear: kind(small, (generator, a, b) => module(torchLinear(generator, a, b))),
  conv2d: kind(
    (chance) => [...small(chance), chance.integer(1, 3)] as const,
    (generator, a, b, k) => module(torchConv2d(generator, a, b, k)),
  ),
  embedding: kind(small, (generator, a, b) => torchEmbedding(generator, a, b)),
  lstm: kind(
    (chance) => [...small(chance), chance.integer(1, 3)] as const,
    (generator, a, b, count) => layers(torchLstm(generator, a, b, count)),
  ),
  gru: kind(
    (chance) => [...small(chance), chance.integer(1, 3)] as const,
    (generator, a, b, count) => layers(torchGru(generator, a, b, count)),
  ),
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
};

const names = Object.keys(KINDS);
const bytesOf = (array: ArrayBufferView) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

function stateOf(generator: TorchGenerator): Uint8Array {
  return generator.state.fill(0, 5024, 5032); // old versions round a cached normal number differently
}

describe.skipIf(!hasTorch)('PyTorch', () => {
  const scripts = Array.from({ length: SCRIPTS }, (_, seed) => {
    const chance = new Chance(seed);
    const steps = Array.from({ length: STEPS }, (): Step => {
      const name = chance.of(names);
      return [name, KINDS[name].args(chance)];
    });
    return { seed: String(chance.of([seed, -seed, 2 ** 40 + seed])), steps };
  });

  test(`${SCRIPTS} scripts of ${STEPS} steps`, { timeout: 300_000 }, () => {
    const folder = mkdtempSync(join(tmpdir(), 'native-dropout-torch-'));
    const file = join(folder, 'steps.json');
    writeFileSync(file, JSON.stringify(scripts));
    const program = fileURLToPath(new URL('torch-live.py', import.meta.url));
    const { stdout, stderr, status } = spawnSync(python, [program, file], { encoding: 'utf8', maxBuffer: 2 ** 28 });
    rmSync(folder, { recursive: true });
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
    const results = JSON.parse(stdout) as [string, string][][];
    for (const [i, { seed, steps }] of scripts.entries()) {
      const generator = new TorchGenerator(BigInt(seed));
      for (const [k, [name, args]] of steps.entries()) {
        const numbers = sha(bytesOf(KINDS[name].run(generator, ...(args as Args))));
        const ours = [numbers, sha(stateOf(generator))];
        expect([seed, k, name, args, ...ours]).toEqual([seed, k, name, args, ...results[i][k]]);
      }
    }
  });
});
