/** Bad seeds, draws, offsets and ranges are errors that name the argument; no draw is taken. */

import { Generator, Mask, manualSeed } from 'native-dropout';
import { bad, badInputTo, type Case, detached, mask, x } from './bad-cases.js';
import { type Check, equal, throws } from './check.js';

const numbers: Case[] = [
  ['seed -1', () => new Generator(-1), RangeError, /^seed: expected a bigint in .* got -1$/],
  ['seed -1n', () => new Generator(-1n), RangeError, /^seed: .* got -1n$/],
  ['seed 2^64', () => new Generator(2n ** 64n), RangeError, /^seed: .* got 18446744073709551616n$/],
  ['seed 2^53', () => manualSeed(2 ** 53), RangeError, /^seed: .* got 2\^53$/],
  ['seed 0.5', () => new Generator(0.5), RangeError, /^seed: .* got 0.5$/],
  ['seed as text', () => new Generator(bad('1')), TypeError, /^seed: .* got "1" \(BigInt\(string\) makes one\)$/],
  ['a name', () => new Generator(bad('a')), TypeError, /^seed: .* got "a"$/],
  ['JSON of a generator', () => new Generator(bad('{"seed":"1"}')), TypeError, /^seed: .* \(JSON.parse it first\)$/],
  ['draw -1', () => new Mask({ seed: 1, draw: -1, p: 0 }), RangeError, /^draw: expected an integer in .* got -1$/],
  ['draw 2^48', () => new Mask({ seed: 1, draw: 2 ** 48, p: 0 }), RangeError, /^draw: .* got 2\^48$/],
  ['draw 0n', () => new Mask({ seed: 1, draw: bad(0n), p: 0 }), TypeError, /^draw: .* got 0n$/],
  ['offset -1', () => mask.apply(x(), { offset: -1 }), RangeError, /^offset: expected an integer in .* got -1$/],
  ['offset 0.5', () => mask.apply(x(), { offset: 0.5 }), RangeError, /^offset: .* got 0.5$/],
  ['offset as text', () => mask.apply(x(), { offset: bad('1') }), TypeError, /^offset: .* got "1"$/],
  ['past 2^48', () => mask.apply(x(), { offset: 2 ** 48 - 3 }), RangeError, /^offset: expected at most 2\^48 - 4/],
  ['bits past 2^48', () => mask.toBits(2, { offset: 2 ** 48 - 1 }), RangeError, /^offset: expected at most 2\^48 - 2/],
  ['n -1', () => mask.toBits(-1), RangeError, /^n: expected an integer in .* got -1$/],
  ['n 2^32', () => mask.toUint8Array(2 ** 32), RangeError, /^n: .* got 2\^32$/],
  ['child -1', () => new Generator(1).split(-1), RangeError, /^child: expected an integer in .* got -1$/],
  ['child 1.5', () => new Generator(1).split(1.5), RangeError, /^child: expected an integer in .* got 1.5$/],
  ['child 2^48', () => new Generator(1).split(2 ** 48), RangeError, /^child: .* got 2\^48$/],
];

const random: Case[] = [
  ['n -1', () => new Generator(1).uniform(-1), RangeError, /^n: expected an integer in \[0, 2\^32 - 1\], got -1$/],
  ['n 0.5', () => new Generator(1).normal(0.5), RangeError, /^n: .* got 0.5$/],
  ['n 2^32', () => new Generator(1).normal(2 ** 32), RangeError, /^n: .* got 2\^32$/],
  [
    'n as text',
    () => new Generator(1).uniform(bad('3')),
    TypeError,
    /^n: expected an integer in .* array to fill, got "3"$/,
  ],
  ['no n', () => new Generator(1).normal(bad(undefined)), TypeError, /^n: .* got undefined$/],
  ['numbers', () => new Generator(1).normal(bad([1])), TypeError, /^out: expected a Float32Array or .* got Array \(/],
  ['integers', () => new Generator(1).uniform(bad(new Int32Array(3))), TypeError, /^out: .* got Int32Array \(/],
  ['gone', () => new Generator(1).uniform(detached()), TypeError, /^out: expected an array with live memory/],
  [
    'low',
    () => new Generator(1).uniform(x(), { low: Number.NaN }),
    RangeError,
    /^low: expected a finite float32, got NaN$/,
  ],
  ['low 1e39', () => new Generator(1).uniform(x(), { low: -1e39 }), RangeError, /^low: .* got -1e\+39$/],
  [
    'high',
    () => new Generator(1).uniform(x(), { high: bad('1') }),
    TypeError,
    /^high: expected a finite float32, got "1"$/,
  ],
  [
    'high < low',
    () => new Generator(1).uniform(x(), { low: 2 }),
    RangeError,
    /^high: expected a number of at least low, 2, got 1$/,
  ],
  [
    'far',
    () => new Generator(1).uniform(x(), { low: -3e38, high: 3e38 }),
    RangeError,
    /^high: .* distance .* float32, got 3e\+38$/,
  ],
  [
    'mean',
    () => new Generator(1).normal(x(), { mean: Infinity }),
    RangeError,
    /^mean: expected a finite float32, got Infinity$/,
  ],
  [
    'std -1',
    () => new Generator(1).normal(x(), { std: -1 }),
    RangeError,
    /^std: expected a number of at least 0, got -1$/,
  ],
  [
    'std NaN',
    () => new Generator(1).normal(new Float64Array(3), { std: NaN }),
    RangeError,
    /^std: expected a finite float64, got NaN$/,
  ],
  ['std 1n', () => new Generator(1).normal(x(), { std: bad(1n) }), TypeError, /^std: .* got 1n$/],
  [
    'sigma',
    () => new Generator(1).normal(x(), bad({ sigma: 1 })),
    TypeError,
    /^options: expected no fields but mean, std, engine, got sigma$/,
  ],
  [
    'options',
    () => new Generator(1).uniform(x(), bad(3)),
    TypeError,
    /^options: expected an object with low, high, engine, got 3$/,
  ],
  ['engine', () => new Generator(1).uniform(x(), { engine: bad('gpu') }), RangeError, /^engine: .* got "gpu"$/],
  ['permutation', () => new Generator(1).permutation(2 ** 32), RangeError, /^n: .* got 2\^32$/],
  ['permutation of x', () => new Generator(1).permutation(bad(x())), TypeError, /^n: .* got Float32Array$/],
  [
    'child null',
    () => new Generator(1).split(bad(null)),
    TypeError,
    /^child: expected an integer or a string, got null$/,
  ],
];

export const badNumbers: Check[] = [
  badInputTo('integers', numbers),
  badInputTo('random numbers', random),
  {
    name: 'bad input writes no random number and takes no draw',
    run() {
      const generator = new Generator(1);
      const out = x();
      throws(() => generator.normal(out, { std: -1 }), RangeError, /^std:/, 'normal');
      throws(() => generator.uniform(out, { low: 1, high: 0 }), RangeError, /^high:/, 'uniform');
      throws(() => generator.permutation(-1), RangeError, /^n:/, 'permutation');
      generator.draw = 2 ** 48;
      throws(() => generator.normal(out), RangeError, /^generator.draw:/, 'normal after the last draw');
      equal(out, x(), 'out');
      equal(generator.draw, 2 ** 48, 'draw');
      generator.draw = 0;
      throws(() => generator.uniform(detached()), TypeError, /^out:/, 'uniform');
      equal(generator.draw, 0, 'draw');
    },
  },
];
