/** Patch dropout keeps the first of tokens with equal scores, and refuses tokens that it cannot keep. */

import { describe, expect, test } from 'vitest';
import { drawnBits } from '../../src/core/bits.js';
import { js } from '../../src/engine/js/engine.js';
import { Generator, PatchDropout, patchDropout } from '../../src/index.js';
import { engines } from '../conformance/engines.js';

describe.each(engines)('%s', (engine) => {
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
});

const shape = [3, 9, 4] as const;
const x = new Float32Array(3 * 9 * 4);

test.each([
  [() => patchDropout(x, 1, { shape }), /^p: expected a number in \[0, 1\), got 1$/],
  [() => patchDropout(x, 0.5, { shape: [108] }), /^shape: expected \[N, L, D\]/],
  [() => patchDropout(x, 0.5, { shape, prefixTokens: 9 }), /^prefixTokens: expected less than the 9 tokens/],
  [() => patchDropout(x, 0.5, { shape, prefixTokens: -1 }), /^prefixTokens: /],
  [
    () => new PatchDropout(0.5).forward(x, { shape, out: x } as never),
    /^options: expected only .*, got out \(y is not as long as x\)$/,
  ],
  [
    () => new PatchDropout(0.5, { reuseOutput: true } as never),
    /^options: expected only .*, got reuseOutput \(y is not as long as x\)$/,
  ],
])('bad input: %o', (call, message) => {
  const generator = new Generator(1);
  expect(call).toThrow(message);
  expect(generator.draw).toBe(0);
});

test('a gradient of the length of x is refused, with a mask too', () => {
  const layer = new PatchDropout(0.5, { generator: new Generator(7) });
  layer.forward(x, { shape });
  for (const options of [{}, { mask: layer.mask }, { mask: layer.mask, shape }]) {
    expect(() => layer.backward(x, options)).toThrow(/^dy: expected length 60 like y, got 108$/);
  }
});
