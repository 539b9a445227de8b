/** Patch dropout keeps the tokens with the smallest scores; its backward returns each gradient to its token. */

import { describe, expect, test } from 'vitest';
import { drawnBits } from '../../src/core/bits.js';
import { js } from '../../src/engine/js/engine.js';
import { Generator, PatchDropout, patchDropout } from '../../src/index.js';
import { engines } from '../conformance/engines.js';
import { block } from '../reference/mask.js';

const shape = [3, 9, 4] as const;
const x = Float32Array.from({ length: 3 * 9 * 4 }, (_, i) => i + 1);

/** For each sample, the tokens with the smallest scores. Scores are words of stream 21. */
function expected(draw: number, offset: number, samples: number, tokens: number, kept: number): number[][] {
  return Array.from({ length: samples }, (_, b) => {
    const scores = Array.from({ length: tokens }, (_, l) => {
      const e = offset + b * tokens + l;
      return { l, score: block({ seed: 7n, draw }, 21, BigInt(Math.floor(e / 4)))[e % 4] };
    });
    return scores
      .sort((a, b) => Number(a.score - b.score))
      .slice(0, kept)
      .map(({ l }) => l);
  });
}

describe.each(engines)('%s', (engine) => {
  test.each([
    [0.5, 1, 4],
    [0.5, 0, 4], // of 4.5
    [0.3, 0, 6],
    [0.99, 2, 1],
    [0, 1, 8],
  ])('p = %d, %d tokens of prefix: %d are kept', (p, prefixTokens, kept) => {
    const generator = new Generator(7);
    const { y, indices } = patchDropout(x, p, { shape, prefixTokens, generator, engine, ordered: true });
    const tokens = 9 - prefixTokens;
    const rows = expected(0, 0, 3, tokens, kept).map((row) => row.sort((a, b) => a - b));
    expect(Array.from(indices)).toEqual(rows.flat());
    const wanted = rows.flatMap((row, b) => {
      const all = [...Array(prefixTokens).keys(), ...row.map((l) => l + prefixTokens)];
      return all.flatMap((l) => Array.from(x.subarray((b * 9 + l) * 4, (b * 9 + l + 1) * 4)));
    });
    expect(Array.from(y)).toEqual(wanted);
    expect(generator.draw).toBe(1);
  });

  test('tokens come in the order of their scores by default', () => {
    const { indices } = patchDropout(x, 0.5, { shape, generator: new Generator(7), engine });
    expect(Array.from(indices)).toEqual(expected(0, 0, 3, 8, 4).flat());
  });

  test('tokens come in the order of x at p = 0', () => {
    const { y, indices } = patchDropout(x, 0, { shape, generator: new Generator(7), engine });
    expect(Array.from(indices)).toEqual([0, 1, 2].flatMap(() => [0, 1, 2, 3, 4, 5, 6, 7]));
    expect(y).toEqual(x);
  });

  test('of tokens with equal scores the first is kept', () => {
    const tokens = 150_000; // so many that some scores are equal
    const scores = new Uint32Array(tokens);
    js.words(drawnBits(7n, 0, 0), 21, 0, scores);
    const order = Array.from(scores.keys()).sort((a, b) => scores[a] - scores[b] || a - b);
    expect(new Set(scores).size).toBeLessThan(tokens);
    const options = { shape: [1, tokens, 1], prefixTokens: 0, generator: new Generator(7), engine };
    const { indices } = patchDropout(new Float32Array(tokens), 1e-9, options);
    expect(Array.from(indices)).toEqual(order.slice(0, indices.length));
  });

  test('a slice of a batch keeps the tokens that the whole keeps', () => {
    const whole = patchDropout(x, 0.5, { shape, generator: new Generator(7), engine });
    const part = patchDropout(x.subarray(36), 0.5, {
      shape: [2, 9, 4],
      offset: 8,
      generator: new Generator(7),
      engine,
    });
    expect(part.y).toEqual(whole.y.slice(5 * 4));
    expect(part.indices).toEqual(whole.indices.slice(4));
  });

  test.each([Float64Array, Uint16Array])('%o', (Kind) => {
    const dtype = Kind === Uint16Array ? { dtype: 'bfloat16' as const } : {};
    const { y } = patchDropout(Kind.from(x), 0.5, { shape, generator: new Generator(7), engine, ...dtype });
    const { y: floats } = patchDropout(x, 0.5, { shape, generator: new Generator(7), engine });
    expect(y).toEqual(Kind.from(floats));
  });
});

test('backward puts the gradients of kept tokens where they were', () => {
  const layer = new PatchDropout(0.5, { generator: new Generator(7) });
  const { y, indices } = layer.forward(x, { shape });
  const dx = layer.backward(y);
  for (let b = 0; b < 3; ++b) {
    const kept = new Set([0, ...Array.from(indices.subarray(4 * b, 4 * b + 4), (l) => l + 1)]);
    for (let l = 0; l < 9; ++l) {
      for (let d = 0; d < 4; ++d) {
        const i = (b * 9 + l) * 4 + d;
        expect(dx[i]).toBe(kept.has(l) ? x[i] : 0);
      }
    }
  }
  const { mask } = layer;
  layer.forward(x, { shape });
  expect(layer.backward(y, { mask })).toEqual(dx);
});

test('evaluation gives x itself, and all indices', () => {
  const layer = new PatchDropout(0.5).eval();
  const { y, indices } = layer.forward(x, { shape });
  expect(y).toBe(x);
  expect(Array.from(indices.subarray(0, 9))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 0]);
  expect(layer.backward(y)).toBe(y);
});

// Each token is kept with probability 1/2. Its count in 10,000 samples has a standard deviation of 50. Right counts exceed
// 5 deviations once in 1.7 million tests; there are 8 counts.
test('every token is kept equally often', () => {
  const samples = 10_000;
  const options = { shape: [samples, 8, 1], prefixTokens: 0, generator: new Generator(3) };
  const { indices } = patchDropout(new Float32Array(8 * samples), 0.5, options);
  const counts = new Uint32Array(8);
  for (const l of indices) ++counts[l];
  for (const count of counts) expect(Math.abs(count - samples / 2)).toBeLessThan(250);
});

test.each([
  [() => patchDropout(x, 1, { shape }), /^p: expected a number in \[0, 1\), got 1$/],
  [() => patchDropout(x, 0.5, { shape: [108] }), /^shape: expected \[N, L, D\]/],
  [() => patchDropout(x, 0.5, { shape: [3, 9, 5] }), /^shape: expected a product of 108/],
  [() => patchDropout(x, 0.5, undefined as never), /^shape: /],
  [() => patchDropout(x, 0.5, { shape, prefixTokens: 9 }), /^prefixTokens: expected less than the 9 tokens/],
  [() => patchDropout(x, 0.5, { shape, prefixTokens: -1 }), /^prefixTokens: /],
  [() => patchDropout(x, 0.5, { shape, ordered: 1 as never }), /^ordered: expected a boolean, got 1$/],
  [
    () => new PatchDropout(0.5).forward(x, { shape, out: x } as never),
    /^options: expected only .*, got out \(y is not as long as x\)$/,
  ],
])('bad input: %o', (call, message) => {
  const generator = new Generator(1);
  expect(call).toThrow(message);
  expect(generator.draw).toBe(0);
});

test('a gradient of a different length is refused', () => {
  const layer = new PatchDropout(0.5, { generator: new Generator(7) });
  layer.forward(x, { shape });
  expect(() => layer.backward(x)).toThrow(/^dy: expected length 60 like y, got 108$/);
});
