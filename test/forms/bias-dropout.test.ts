/** The bias of fused dropout may overlap the output, and a bias or a residual that does not fit is an error. */

import { expect, test } from 'vitest';
import { BiasReluDropout, biasDropout, biasDropoutAdd, Generator } from '../../src/index.js';
import { engines } from '../conformance/engines.js';

const numbers = (n: number, seed: number): Float32Array => new Generator(seed).normal(n);
const x = numbers(40, 1);

test.each(engines)('the bias may overlap the output, on %s', (engine) => {
  const out = numbers(40, 2);
  const bias = out.subarray(5, 15);
  const options = () => ({ generator: new Generator(21), engine });
  const expected = biasDropout(x, bias.slice(), 0.3, options());
  expect(biasDropout(x, bias, 0.3, { ...options(), out })).toEqual(expected);
});

const relu = new BiasReluDropout(0.5, { generator: new Generator(1) });
relu.forward(x, null);
const none = undefined as never;
const wide = new Float64Array(10) as never;

test.each<[string, (generator: Generator) => unknown, RegExp]>([
  [
    'length',
    (generator) => biasDropout(x, numbers(7, 1), 0.5, { generator }),
    /^bias: expected a length that .*, 40, got 7$/,
  ],
  ['empty', (generator) => biasDropout(x, new Float32Array(0), 0.5, { generator }), /^bias: expected a length/],
  ['kind', (generator) => biasDropout(x, wide, 0.5, { generator }), /^bias: expected a Float32Array like the input/],
  [
    'residual',
    (generator) => biasDropoutAdd(x, null, numbers(39, 1), 0.5, { generator }),
    /^residual: .* 40 .* got 39$/,
  ],
  [
    'no residual',
    (generator) => biasDropoutAdd(x, null, none, 0.5, { generator }),
    /^residual: expected a Float32Array/,
  ],
  ['y', () => relu.backward(x, numbers(3, 1)), /^y: expected length 40 like the input, got 3$/],
])('bad input: %s', (_what, call, message) => {
  const generator = new Generator(1);
  expect(() => call(generator)).toThrow(message);
  expect(generator.draw).toBe(0);
});
