/** With reuseOutput a layer returns one array for every forward and one for every backward, while it fits. */

import { describe, expect, test } from 'vitest';
import { BiasReluDropout, Dropout, type FloatArray, Generator, type LayerOptions, Mask } from '../../src/index.js';

const ones = (n = 50): Float32Array => new Float32Array(n).fill(1);
const made = (options: LayerOptions = {}): Dropout =>
  new Dropout(0.5, { reuseOutput: true, generator: new Generator(8), ...options });
const applied = (draw: number, n = 50): Float32Array => new Mask({ seed: 8, draw, p: 0.5 }).apply(ones(n));

test('forward has one array, backward has another, and every step its own mask', () => {
  const layer = made();
  const [y, dx] = [layer.forward(ones()), layer.backward(ones())];
  expect(dx).not.toBe(y);
  for (let draw = 1; draw < 4; ++draw) {
    expect([layer.forward(ones()) === y, layer.backward(ones()) === dx]).toEqual([true, true]);
    expect([y, dx]).toEqual([applied(draw), applied(draw)]);
  }
});

test('without it every step has new arrays', () => {
  const layer = made({ reuseOutput: false });
  expect(layer.reuseOutput).toBe(false);
  expect(layer.forward(ones())).not.toBe(layer.forward(ones()));
});

describe('a new array is made', () => {
  test.each<[string, FloatArray, 'float16' | undefined]>([
    ['another length', ones(51), undefined],
    ['another kind', new Float64Array(50), undefined],
    ['another kind of the same bytes', new Uint16Array(100), 'float16'],
    ['none', ones(0), undefined],
  ])('for %s', (_, x, dtype) => {
    const layer = made();
    const before = layer.forward(ones());
    const kept = before.slice();
    const y = layer.forward(x, { dtype });
    expect([y.constructor, y.length, before]).toEqual([x.constructor, x.length, kept]);
    expect(layer.forward(x, { dtype })).toBe(y);
  });

  test('if the memory of the old one was transferred to another thread', () => {
    const layer = made();
    const y = layer.forward(ones());
    structuredClone(y, { transfer: [y.buffer] });
    expect(layer.forward(ones())).toEqual(applied(1));
  });
});

test('with out, the reused array does not change', () => {
  const layer = made();
  const [y, out] = [layer.forward(ones()), ones()];
  const kept = y.slice();
  expect(layer.forward(ones(), { out })).toBe(out);
  expect([out, y]).toEqual([applied(1), kept]);
  expect(layer.forward(ones())).toBe(y);
});

test('in place, results are the inputs', () => {
  const layer = made({ inplace: true });
  for (const x of [ones(), ones()]) expect(layer.forward(x)).toBe(x);
});

test('evaluation gives x itself and does not change the reused array', () => {
  const layer = made();
  const y = layer.forward(ones());
  const kept = y.slice();
  const x = ones();
  expect(layer.eval().forward(x)).toBe(x);
  expect(y).toEqual(kept);
  expect(layer.train().forward(ones())).toBe(y);
});

test('the output may be the next input', () => {
  const layer = made();
  const y = layer.forward(ones());
  expect(layer.forward(y)).toBe(y);
  const both = applied(0).map((value, i) => value * applied(1)[i]);
  expect(y).toEqual(both);
});

test('an error does not change the reused array', () => {
  const layer = made();
  const y = layer.forward(ones());
  const kept = y.slice();
  expect(() => layer.forward(ones(), { offset: -1 })).toThrow(/^offset: /);
  expect(() => layer.forward([1] as never)).toThrow(/^x: /);
  expect(y).toEqual(kept);
  expect(layer.forward(ones())).toBe(y);
});

test('layers of several arrays have it, in evaluation too', () => {
  const layer = new BiasReluDropout(0.5, { reuseOutput: true, generator: new Generator(8) });
  const bias = Float32Array.of(1, -9);
  const y = layer.forward(ones(), bias);
  expect(layer.forward(ones(), bias)).toBe(y);
  expect(layer.eval().forward(ones(), bias)).toBe(y);
  expect(y).toEqual(ones().map((_, i) => (i % 2 === 0 ? 2 : 0)));
});
