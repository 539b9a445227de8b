/** TorchCompileGenerator gives the masks and values of torch.compile, run after run, from golden data. */

import { dropout } from 'native-dropout';
import { TorchCompileGenerator, TorchGenerator } from 'native-dropout/replay';
import { expect, test } from 'vitest';
import { pack } from '../../src/core/packed.js';
import { golden, inputOf, keepOf, sha, valuesOf } from './golden.js';

interface Data {
  cases: {
    in: { seed: string; n: number; p: number; second?: number; calls: number };
    out: { calls: object[][]; stateSha: string };
  }[];
}

const { cases } = golden<Data>('torch_compile.json');

test.each(cases)('$in', ({ in: { seed, n, p, second, calls }, out }) => {
  const torch = new TorchGenerator(BigInt(seed));
  const rates = second === undefined ? [p] : [p, second];
  const generator = new TorchCompileGenerator(torch, { operations: rates.length });
  const drop = (rate: number): object => {
    const y = dropout(inputOf(n), rate, { generator });
    return { ...keepOf(pack(Uint8Array.from(y, (value) => Number(value !== 0))), n), ...valuesOf(y) };
  };
  const made = Array.from({ length: calls }, () => rates.map(drop));
  expect({ calls: made, stateSha: sha(torch.state) }).toEqual(out);
});

test('a state within a run', () => {
  const make = () => new TorchCompileGenerator(new TorchGenerator(7), { operations: 3 });
  const [one, other] = [make(), make()];
  one.mask(0.5, 10);
  const state = JSON.parse(JSON.stringify(one.state));
  const rest = Array.from({ length: 5 }, () => one.mask(0.5, 10).toBits(10));
  other.state = state;
  expect(Array.from({ length: 5 }, () => other.mask(0.5, 10).toBits(10))).toEqual(rest);
});

test('a state with seeds of 0', () => {
  const generator = new TorchCompileGenerator(new TorchGenerator(7), { operations: 2 });
  const state = { ...generator.state, seeds: [0] };
  generator.state = state;
  expect(generator.state).toEqual(state);
});

test('p of 0 and 1 draws nothing', () => {
  const generator = new TorchCompileGenerator(new TorchGenerator(7));
  const before = generator.state;
  expect(generator.mask(0, 5).count(5)).toBe(5);
  expect(generator.mask(1, 5).count(5)).toBe(0);
  expect(generator.state).toEqual(before);
});

test('lengths around the pieces that are drawn at a time', () => {
  const bitsOf = (n: number) => new TorchCompileGenerator(new TorchGenerator(3)).mask(0.3, n).toBits(4000);
  const whole = bitsOf(9001);
  for (const n of [4095, 4096, 4097, 8192]) expect(bitsOf(n)).toEqual(whole);
});
