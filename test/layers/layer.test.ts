/** A layer never applies a wrong mask silently: backward uses the mask of its forward, or throws. */

import { describe, expect, test } from 'vitest';
import { Dropout, Generator, Mask, manualSeed } from '../../src/index.js';

const ones = (n = 100): Float32Array => new Float32Array(n).fill(1);
const seeded = (p = 0.5): Dropout => new Dropout(p, { generator: new Generator(8) });
const applied = (draw: number, p = 0.5): Float32Array => new Mask({ seed: 8, draw, p }).apply(ones());
const uncertain =
  /^Dropout: 2 forwards in training since the last backward\(\); save the layer's mask .*\{ mask \}.* train\(\) or reset\(\)$/;
const tooEarly =
  /^Dropout: backward\(\) needs a forward\(\) before it, or \{ mask \}; train\(\) and reset\(\) forget forwards$/;

describe('backward', () => {
  test('applies the mask of the last forward, as often as you like', () => {
    const layer = seeded(0.3);
    for (const draw of [0, 1]) {
      const y = layer.forward(ones());
      expect(y).toEqual(applied(draw, 0.3));
      for (let i = 0; i < 3; ++i) expect(layer.backward(ones())).toEqual(y);
      expect(layer.mask).toEqual(new Mask({ seed: 8, draw, p: 0.3 }));
    }
  });

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

  test('takes any mask, drawn or stored, of any forward and any length', () => {
    const bits = Mask.fromBits(Uint32Array.of(0b1010), { p: 0.5 });
    expect(seeded().backward(ones(4), { mask: bits })).toEqual(Float32Array.of(0, 2, 0, 2));
    expect(
      seeded()
        .eval()
        .backward(ones(), { mask: new Mask({ seed: 8, draw: 9, p: 0.5 }) }),
    ).toEqual(applied(9));
  });

  test('refuses to go beyond the end of the mask', () => {
    const mask = Mask.fromBits(Uint32Array.of(0b1010), { p: 0.5 });
    expect(() => seeded().backward(ones(33), { mask })).toThrow(/^offset: expected no more than the 32 elements/);
    expect(() => seeded().backward(ones(30), { mask: mask.slice(3) })).toThrow(/^offset: /);
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

describe('evaluation', () => {
  test('is the identity, forward and backward', () => {
    const layer = seeded();
    const x = ones();
    expect(layer.eval()).toBe(layer);
    expect([layer.training, layer.forward(x) === x, layer.mask, layer.backward(x) === x]).toEqual([
      false,
      true,
      undefined,
      true,
    ]);
    expect(layer.train().training).toBe(true);
    expect(layer.forward(x)).toEqual(applied(0));
  });

  test('between a forward and its backward does not hide it', () => {
    const layer = seeded();
    layer.forward(ones());
    layer.forward(ones(7), { training: false });
    expect(layer.backward(ones())).toEqual(applied(0));
  });

  test('drops in a call with { training: true }', () => {
    const layer = seeded().eval();
    expect(layer.forward(ones(), { training: true })).toEqual(applied(0));
    expect(layer.training).toBe(false);
    expect(layer.backward(ones())).toEqual(applied(0));
  });

  test('refuses the bad input that training refuses', () => {
    const layer = new Dropout(0.5, { inplace: true }).eval();
    expect(() => layer.forward(ones(), { out: ones() })).toThrow(/^out: expected none when inplace is true/);
    expect(() =>
      seeded()
        .eval()
        .forward(ones(), { out: ones(5) }),
    ).toThrow(/^out: expected length 100 .*, got 5$/);
  });
});

describe('a slice', () => {
  test('gets its slice of the mask, backward too', () => {
    const layer = seeded();
    const y = layer.forward(ones(40), { offset: 60 });
    expect(y).toEqual(applied(0).slice(60));
    expect(layer.mask).toEqual(new Mask({ seed: 8, draw: 0, p: 0.5, offset: 60 }));
    expect(layer.backward(ones(40))).toEqual(y);
    expect(layer.backward(ones(40), { mask: layer.mask })).toEqual(y);
  });
});

describe('out and in place', () => {
  test('out, forward and backward', () => {
    const layer = seeded();
    const [y, dx] = [ones(), ones()];
    expect(layer.forward(ones(), { out: y })).toBe(y);
    expect(layer.backward(ones(), { out: dx })).toBe(dx);
    expect([y, dx]).toEqual([applied(0), applied(0)]);
  });

  test('in place', () => {
    const layer = new Dropout(0.5, { inplace: true, generator: new Generator(8) });
    const [x, dy] = [ones(), ones()];
    expect([layer.forward(x) === x, layer.backward(dy) === dy]).toEqual([true, true]);
    expect([x, dy]).toEqual([applied(0), applied(0)]);
  });
});

describe('p', () => {
  test('may change between steps; backward uses the p of its forward', () => {
    const layer = seeded();
    layer.forward(ones());
    layer.p = 0.9;
    expect(layer.backward(ones())).toEqual(applied(0));
    expect(layer.forward(ones())).toEqual(applied(1, 0.9));
  });

  test.each([2, -1, Number.NaN, '0.5'])('%j is refused', (p) => {
    const layer = seeded();
    const set = (): void => {
      layer.p = p as number;
    };
    expect(set).toThrow(/^p: expected a number in \[0, 1\], got /);
    expect(layer.p).toBe(0.5);
  });
});

test('layers without a generator share the default one', () => {
  manualSeed(12);
  const [a, b] = [new Dropout(), new Dropout()];
  a.forward(ones(1));
  b.forward(ones(1));
  expect([a.mask?.draw, b.mask?.draw]).toEqual([0, 1]);
});
