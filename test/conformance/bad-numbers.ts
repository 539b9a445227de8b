/** Bad seeds, draws, offsets and ranges are errors that name the argument; no draw is taken. */

import { Generator, Mask, manualSeed } from 'native-dropout';
import { bad, badInputTo, type Case, detached, mask, x } from './bad-cases.js';
import { type Check, equal, throws } from './check.js';

const numbers: Case[] = [
  [() => new Generator(-1), RangeError, /^seed: expected a bigint in .* got -1$/],
  [() => new Generator(-1n), RangeError, /^seed: .* got -1n$/],
  [() => new Generator(2n ** 64n), RangeError, /^seed: .* got 18446744073709551616n$/],
  [() => manualSeed(2 ** 53), RangeError, /^seed: .* got 2\^53$/],
  [() => new Generator(0.5), RangeError, /^seed: .* got 0.5$/],
  [() => new Generator(bad('1')), TypeError, /^seed: .* got "1" \(BigInt\(string\) makes one\)$/],
  [() => new Generator(bad('a')), TypeError, /^seed: .* got "a" \(new Generator\(0\).split\(string\) /],
  [() => new Generator(bad('{"seed":"1"}')), TypeError, /^seed: .* \(JSON.parse it first\)$/],
  [() => new Mask({ seed: 1, draw: -1, p: 0 }), RangeError, /^draw: expected an integer in .* got -1$/],
  [() => new Mask({ seed: 1, draw: 2 ** 48, p: 0 }), RangeError, /^draw: .* got 2\^48$/],
  [() => new Mask({ seed: 1, draw: bad(0n), p: 0 }), TypeError, /^draw: .* got 0n$/],
  [() => mask.apply(x(), { offset: -1 }), RangeError, /^offset: expected an integer in .* got -1$/],
  [() => mask.apply(x(), { offset: 0.5 }), RangeError, /^offset: .* got 0.5$/],
  [() => mask.apply(x(), { offset: bad('1') }), TypeError, /^offset: .* got "1"$/],
  [() => mask.apply(x(), { offset: 2 ** 48 - 3 }), RangeError, /^offset: expected at most 2\^48 - 4/],
  [() => mask.toBits(2, { offset: 2 ** 48 - 1 }), RangeError, /^offset: expected at most 2\^48 - 2/],
  [() => mask.toBits(-1), RangeError, /^n: expected an integer in .* got -1$/],
  [() => mask.toUint8Array(2 ** 32), RangeError, /^n: .* got 2\^32$/],
  [() => new Generator(1).split(-1), RangeError, /^child: expected an integer in .* got -1$/],
  [() => new Generator(1).split(1.5), RangeError, /^child: expected an integer in .* got 1.5$/],
  [() => new Generator(1).split(2 ** 48), RangeError, /^child: .* got 2\^48$/],
];

const random: Case[] = [
  [() => new Generator(1).uniform(-1), RangeError, /^n: expected an integer in \[0, 2\^32 - 1\], got -1$/],
  [() => new Generator(1).normal(0.5), RangeError, /^n: .* got 0.5$/],
  [() => new Generator(1).normal(2 ** 32), RangeError, /^n: .* got 2\^32$/],
  [() => new Generator(1).uniform(bad('3')), TypeError, /^n: expected an integer in .* array to fill, got "3"$/],
  [() => new Generator(1).normal(bad(undefined)), TypeError, /^n: .* got undefined$/],
  [() => new Generator(1).normal(bad([1])), TypeError, /^out: expected a Float32Array or .* got Array \(/],
  [() => new Generator(1).uniform(bad(new Int32Array(3))), TypeError, /^out: .* got Int32Array \(/],
  [() => new Generator(1).uniform(detached()), TypeError, /^out: expected an array with live memory/],
  [() => new Generator(1).uniform(x(), { low: Number.NaN }), RangeError, /^low: expected a finite float32, got NaN$/],
  [() => new Generator(1).uniform(x(), { low: -1e39 }), RangeError, /^low: .* got -1e\+39$/],
  [() => new Generator(1).uniform(x(), { high: bad('1') }), TypeError, /^high: expected a finite float32, got "1"$/],
  [() => new Generator(1).uniform(x(), { low: 2 }), RangeError, /^high: expected a number of at least low, 2, got 1$/],
  [
    () => new Generator(1).uniform(x(), { low: -3e38, high: 3e38 }),
    RangeError,
    /^high: .* distance .* float32, got 3e\+38$/,
  ],
  [
    () => new Generator(1).normal(x(), { mean: Infinity }),
    RangeError,
    /^mean: expected a finite float32, got Infinity$/,
  ],
  [() => new Generator(1).normal(x(), { std: -1 }), RangeError, /^std: expected a number of at least 0, got -1$/],
  [
    () => new Generator(1).normal(new Float64Array(3), { std: NaN }),
    RangeError,
    /^std: expected a finite float64, got NaN$/,
  ],
  [() => new Generator(1).normal(x(), { std: bad(1n) }), TypeError, /^std: .* got 1n$/],
  [
    () => new Generator(1).normal(x(), bad({ sigma: 1 })),
    TypeError,
    /^options: expected no fields but mean, std, engine, got sigma$/,
  ],
  [
    () => new Generator(1).uniform(x(), bad(3)),
    TypeError,
    /^options: expected an object with low, high, engine, got 3$/,
  ],
  [() => new Generator(1).uniform(x(), { engine: bad('gpu') }), RangeError, /^engine: .* got "gpu"$/],
  [() => new Generator(1).permutation(2 ** 32), RangeError, /^n: .* got 2\^32$/],
  [() => new Generator(1).permutation(bad(x())), TypeError, /^n: .* got Float32Array$/],
  [() => new Generator(1).split(bad(null)), TypeError, /^child: expected an integer or a string, got null$/],
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
