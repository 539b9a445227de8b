/** A layer never applies a wrong mask silently: it throws, and says which mask it needs. */

import { describe, expect, test } from 'vitest';
import { Dropout, Generator, Mask } from '../../src/index.js';

const ones = (n = 100): Float32Array => new Float32Array(n).fill(1);
const seeded = (): Dropout => new Dropout(0.5, { generator: new Generator(8) });
const applied = (draw: number): Float32Array => new Mask({ seed: 8, draw, p: 0.5 }).apply(ones());
const uncertain =
  /^Dropout: 2 forwards in training since the last backward\(\); save the layer's mask .*\{ mask \}.* train\(\) or reset\(\)$/;
const tooEarly =
  /^Dropout: backward\(\) needs a forward\(\) before it, or \{ mask \}; train\(\) and reset\(\) forget forwards$/;

describe('backward', () => {
  test('throws before the first forward in training', () => {
    const layer = seeded();
    expect(() => layer.backward(ones())).toThrow(tooEarly);
    layer.forward(ones(), { training: false });
    expect(() => layer.backward(ones())).toThrow(tooEarly);
  });

  test('after two forwards needs the mask, in any order of backwards', () => {
    const layer = seeded();
    layer.forward(ones());
    const first = layer.mask;
    layer.forward(ones());
    const second = layer.mask;
    expect(() => layer.backward(ones())).toThrow(uncertain);
    expect(layer.backward(ones(), { mask: first })).toEqual(applied(0));
    expect(() => layer.backward(ones())).toThrow(tooEarly); // a backward may be missing, or the user is wrong
    expect(layer.backward(ones(), { mask: second })).toEqual(applied(1));
    layer.forward(ones());
    expect(layer.backward(ones())).toEqual(applied(2));
  });

  test.each<[string, unknown]>([
    ['a state', { seed: 1n, draw: 0, p: 0.5 }],
    ['an empty prototype', Object.create(Mask.prototype)],
    ['bits', Uint32Array.of(1)],
    ['null', null],
  ])('%s is no mask', (_, mask) => {
    const layer = seeded();
    layer.forward(ones());
    expect(() => layer.backward(ones(), { mask: mask as Mask })).toThrow(/^mask: expected a Mask, got /);
    expect(layer.backward(ones())).toEqual(applied(0)); // the pending one is still there
  });

  test('refuses a dy that has not the length of x', () => {
    const layer = seeded();
    layer.forward(ones());
    expect(() => layer.backward(ones(99))).toThrow(/^dy: expected length 100 like x, got 99$/);
    expect(layer.backward(ones())).toEqual(applied(0));
  });
});

test('between a forward and its backward an evaluation does not hide it', () => {
  const layer = seeded();
  layer.forward(ones());
  layer.forward(ones(7), { training: false });
  expect(layer.backward(ones())).toEqual(applied(0));
});

test('an array of reuseOutput whose memory went to another thread is replaced', () => {
  const layer = new Dropout(0.5, { reuseOutput: true, generator: new Generator(8) });
  const y = layer.forward(ones());
  structuredClone(y, { transfer: [y.buffer] });
  expect(layer.forward(ones())).toEqual(applied(1));
});
