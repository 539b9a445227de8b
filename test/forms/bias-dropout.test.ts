/** Fused dropout with a bias, a residual or relu equals its separate steps, and its backward their derivative. */

import { describe, expect, test } from 'vitest';
import {
  BiasDropout,
  BiasDropoutAdd,
  BiasReluDropout,
  biasDropout,
  biasDropoutAdd,
  biasReluDropout,
  Generator,
  Mask,
  setThreads,
} from '../../src/index.js';
import { engines } from '../conformance/engines.js';
import { native } from '../support/runners.js';
import { expectSame } from '../support/same.js';

const { fround } = Math;

function numbers(n: number, seed: number): Float32Array {
  return new Generator(seed).normal(n);
}

const seed = 21;
const columns = [1, 3, 10, 31, 32, 1000, 4096];

function rowsOf(c: number): number {
  return Math.max(1, Math.floor(9000 / c));
}

/** The separate steps, each rounded to float32. */
function steps(x: Float32Array, bias: Float32Array | null, p: number) {
  const kept = new Mask({ seed, draw: 0, p }).toUint8Array(x.length);
  const scale = fround(1 / (1 - p));
  const sums = x.map((value, i) => (bias === null ? value : value + bias[i % bias.length]));
  const dropped = sums.map((value, i) => (kept[i] === 1 ? value * scale : 0));
  const hidden = sums.map((value, i) => (kept[i] === 1 && !(value <= 0) ? value * scale : 0));
  return { kept, scale, dropped, hidden };
}

describe.each(engines)('%s', (engine) => {
  test.each(columns)('a bias of %d', (c) => {
    const n = c * rowsOf(c);
    const [x, bias, residual] = [numbers(n, 1), numbers(c, 2), numbers(n, 3)];
    x[0] = Number.NaN;
    residual[n - 1] = -0;
    for (const p of [0, 0.3, 1]) {
      for (const given of [bias, null]) {
        const { dropped, hidden } = steps(x, given, p);
        const options = () => ({ generator: new Generator(seed), engine });
        expectSame(biasDropout(x, given, p, options()), dropped, `bias, p ${p}`);
        expectSame(biasReluDropout(x, given, p, options()), hidden, `relu, p ${p}`);
        const sum = residual.map((value, i) => value + dropped[i]);
        expectSame(biasDropoutAdd(x, given, residual, p, options()), sum, `add, p ${p}`);
      }
    }
  });

  test('evaluation is training without dropping', () => {
    const [x, bias, residual] = [numbers(40, 1), numbers(10, 2), numbers(40, 3)];
    const evaluation = { training: false, engine, generator: new Generator(1) };
    const training = () => ({ engine, generator: new Generator(1) });
    expect(biasDropout(x, bias, 0.4, evaluation)).toEqual(biasDropout(x, bias, 0, training()));
    expect(biasReluDropout(x, bias, 0.4, evaluation)).toEqual(biasReluDropout(x, bias, 0, training()));
    expect(biasDropoutAdd(x, bias, residual, 0.4, evaluation)).toEqual(
      biasDropoutAdd(x, bias, residual, 0, training()),
    );
    expect(evaluation.generator.draw).toBe(0);
  });

  test('out, in place, and over the residual', () => {
    const [x, bias, residual] = [numbers(300, 1), numbers(10, 2), numbers(300, 3)];
    const options = () => ({ generator: new Generator(seed), engine });
    const expected = biasDropoutAdd(x, bias, residual, 0.3, options());
    const out = residual.slice();
    expect(biasDropoutAdd(x, bias, out, 0.3, { ...options(), out })).toBe(out);
    expect(out).toEqual(expected);
    const place = x.slice();
    expect(biasDropoutAdd(place, bias, residual, 0.3, { ...options(), inplace: true })).toBe(place);
    expect(place).toEqual(expected);
    const memory = new Float32Array(301);
    const over = { ...options(), out: memory.subarray(1) };
    expect(() => biasDropoutAdd(x, bias, memory.subarray(0, 300), 0.3, over)).toThrow(
      /^out: expected all of the memory/,
    );
    expect([memory, over.generator.draw]).toEqual([new Float32Array(301), 0]);
  });

  test('the bias may overlap the output', () => {
    const x = numbers(40, 1);
    const out = numbers(40, 2);
    const bias = out.subarray(5, 15);
    const options = () => ({ generator: new Generator(seed), engine });
    const expected = biasDropout(x, bias.slice(), 0.3, options());
    expect(biasDropout(x, bias, 0.3, { ...options(), out })).toEqual(expected);
  });

  test('16-bit floats are calculated in float32, and rounded once', () => {
    const [x, bias] = [Uint16Array.of(0x3f80, 0xbf80, 0x4049), Uint16Array.of(0x3c23)]; // 1, -1, 3.140625 and 0.01
    const y = biasDropout(x, bias, 0, { dtype: 'bfloat16', engine });
    expect(Array.from(y)).toEqual([0x3f81, 0xbf7d, 0x404a]);
  });
});

/** The sums of docs/forms.md and src/core/tile.ts in float64: they differ from ours by roundings of float32. */
function columnSums(dx: Float32Array, c: number): Float64Array {
  const sums = new Float64Array(c);
  for (const [i, value] of dx.entries()) sums[i % c] += value;
  return sums;
}

function near(actual: ArrayLike<number>, wanted: Float64Array, rows: number): void {
  // At most 520 rows are added in float32. The error is below rows · 2^-24 times the sum of magnitudes, below 6 per row.
  const most = Math.min(rows, 520) * rows * 6 * 2 ** -24;
  for (let i = 0; i < wanted.length; ++i) expect(Math.abs(actual[i] - wanted[i])).toBeLessThanOrEqual(most);
}

describe('layers', () => {
  test.each(columns)('gradients with a bias of %d', (c) => {
    const n = c * rowsOf(c);
    const [x, bias, residual, dy] = [numbers(n, 1), numbers(c, 2), numbers(n, 3), numbers(n, 4)];
    const { kept, scale, hidden } = steps(x, bias, 0.3);
    const options = () => ({ generator: new Generator(seed) });
    const wanted = dy.map((value, i) => (kept[i] === 1 ? value * scale : 0));

    const add = new BiasDropoutAdd(0.3, options());
    add.forward(x, bias, residual);
    const both = add.backward(dy);
    expect(both.dx).toEqual(wanted);
    expect(both.dresidual).toBe(dy);
    near(both.dbias as Float32Array, columnSums(wanted, c), rowsOf(c));

    const biased = new BiasDropout(0.3, options());
    biased.forward(x, bias);
    expect({ ...biased.backward(dy), dresidual: dy }).toEqual(both);

    const relu = new BiasReluDropout(0.3, options());
    const y = relu.forward(x, bias);
    const { dx, dbias } = relu.backward(dy, y);
    const passed = dy.map((value, i) => (hidden[i] > 0 ? value * scale : 0));
    expect(dx).toEqual(passed);
    near(dbias as Float32Array, columnSums(passed, c), rowsOf(c));
  });

  test('gradients by finite differences', () => {
    const options = () => ({ generator: new Generator(seed) });
    const [x, bias, residual, dy] = [12, 4, 12, 12].map((n, k) => Float64Array.from(numbers(n, 10 + k)));
    const step = 1e-6;
    const makers = [
      {
        loss: (a: Float64Array, b: Float64Array) =>
          new BiasDropoutAdd(0.4, options()).forward(a, b, residual).reduce((sum, y, i) => sum + y * dy[i], 0),
        gradients() {
          const layer = new BiasDropoutAdd(0.4, options());
          layer.forward(x, bias, residual);
          return layer.backward(dy);
        },
      },
      {
        loss: (a: Float64Array, b: Float64Array) =>
          new BiasReluDropout(0.4, options()).forward(a, b).reduce((sum, y, i) => sum + y * dy[i], 0),
        gradients() {
          const layer = new BiasReluDropout(0.4, options());
          return layer.backward(dy, layer.forward(x, bias));
        },
      },
    ];
    for (const { loss, gradients } of makers) {
      const { dx, dbias } = gradients();
      const moved = (a: Float64Array, i: number, by: number) => a.map((value, k) => (k === i ? value + by : value));
      // Both layers are piecewise linear, so a central difference has only rounding errors: 1e-16 / 1e-6.
      for (let i = 0; i < 12; ++i) {
        const slope = (loss(moved(x, i, step), bias) - loss(moved(x, i, -step), bias)) / (2 * step);
        expect(Math.abs(dx[i] - slope)).toBeLessThan(1e-8);
      }
      for (let i = 0; i < 4; ++i) {
        const slope = (loss(x, moved(bias, i, step)) - loss(x, moved(bias, i, -step))) / (2 * step);
        expect(Math.abs((dbias as Float64Array)[i] - slope)).toBeLessThan(1e-8);
      }
    }
  });

  test.runIf(native !== undefined)('the gradient of the bias is the same on any number of threads', () => {
    const n = 1000 * 700;
    const [x, bias, dy] = [numbers(n, 1), numbers(1000, 2), numbers(n, 4)];
    const on = (threads: number) => {
      setThreads(threads);
      const layer = new BiasReluDropout(0.3, { generator: new Generator(seed) });
      return layer.backward(dy, layer.forward(x, bias));
    };
    const one = on(1);
    for (const threads of [2, 3, 7]) expect(on(threads)).toEqual(one);
  });

  test('without a bias there is no gradient of it', () => {
    const layer = new BiasDropout(0.3, { generator: new Generator(seed) });
    layer.forward(numbers(40, 1), null);
    expect(layer.backward(numbers(40, 2)).dbias).toBe(undefined);
  });
});

describe('bad input', () => {
  const x = numbers(40, 1);
  const cases: [string, (generator: Generator) => unknown, RegExp][] = [
    [
      'length',
      (generator) => biasDropout(x, numbers(7, 1), 0.5, { generator }),
      /^bias: expected a length that divides that of x, 40, got 7$/,
    ],
    ['empty', (generator) => biasDropout(x, new Float32Array(0), 0.5, { generator }), /^bias: expected a length/],
    [
      'kind',
      (generator) => biasDropout(x, new Float64Array(10) as never, 0.5, { generator }),
      /^bias: expected a Float32Array like the input/,
    ],
    [
      'residual',
      (generator) => biasDropoutAdd(x, null, numbers(39, 1), 0.5, { generator }),
      /^residual: expected length 40 like the input, got 39$/,
    ],
    [
      'no residual',
      (generator) => biasDropoutAdd(x, null, undefined as never, 0.5, { generator }),
      /^residual: expected a Float32Array/,
    ],
    ['p', (generator) => biasReluDropout(x, null, 2, { generator }), /^p: /],
    [
      'y',
      (generator) => {
        const layer = new BiasReluDropout(0.5, { generator: new Generator(1) });
        layer.forward(x, null);
        expect(generator.draw).toBe(0);
        layer.backward(x, numbers(3, 1));
      },
      /^y: expected length 40 like the input, got 3$/,
    ],
  ];

  test.each(cases)('%s', (_what, call, message) => {
    const generator = new Generator(1);
    expect(() => call(generator)).toThrow(message);
    expect(generator.draw).toBe(0);
  });
});
