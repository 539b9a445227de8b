/** What users of torch.nn.Dropout expect. */

import { describe, expect, test } from 'vitest';
import { Dropout, dropout, Generator, Mask, manualSeed } from '../src/index.js';

const ones = (n: number): Float32Array => new Float32Array(n).fill(1);

describe.each([Float32Array, Float64Array])('dropout of %o', (Kind) => {
  test('scales what it keeps by 1/(1 - p) and zeroes the rest', () => {
    const y = dropout(new Kind(1000).fill(3), 0.25, { generator: new Generator(1) });
    expect(y).toBeInstanceOf(Kind);
    expect(new Set(y)).toEqual(new Set([0, 4]));
  });

  test('is the identity in evaluation', () => {
    const x = Kind.of(1, Number.NaN, -0);
    expect(dropout(x, 0.5, { training: false })).toBe(x);
    const out = new Kind(3);
    expect(dropout(x, 0.5, { training: false, out })).toBe(out);
    expect(out).toEqual(x);
  });

  test('p = 0 keeps everything as it is, p = 1 nothing', () => {
    const x = Kind.of(1, -2, Infinity, Number.NaN, -0, 1e-320);
    expect(dropout(x, 0)).toEqual(x);
    expect(dropout(x, 0)).not.toBe(x);
    expect(dropout(x, 1)).toEqual(new Kind(6)); // 0, not -0 or NaN
  });

  test('a dropped NaN, infinity or negative number is +0', () => {
    const special = Kind.of(Number.NaN, Infinity, -Infinity, -1);
    const x = new Kind(4000).map((_, i) => special[i % 4]);
    const mask = new Mask({ seed: 3, draw: 0, p: 0.5 });
    const kept = mask.toUint8Array(x.length);
    mask.apply(x).forEach((v, i) => {
      expect(v).toBe(kept[i] === 1 ? x[i] * 2 : 0);
    });
  });

  test('empty arrays stay empty, and take a draw as any other', () => {
    const generator = new Generator(1);
    expect(dropout(new Kind(0), 0.5, { generator })).toEqual(new Kind(0));
    expect(generator.draw).toBe(1);
  });

  test('writes to out or in place when asked', () => {
    const x = new Kind(100).fill(1);
    const out = new Kind(100);
    const expected = dropout(x, 0.5, { generator: new Generator(5) });
    expect(dropout(x, 0.5, { generator: new Generator(5), out })).toBe(out);
    expect(out).toEqual(expected);
    expect(dropout(x, 0.5, { generator: new Generator(5), inplace: true })).toBe(x);
    expect(x).toEqual(expected);
  });
});

describe('generators', () => {
  test('p is 0.5 and every call takes the next draw', () => {
    const generator = new Generator(9);
    for (let draw = 0; draw < 3; ++draw) {
      const y = dropout(ones(100), undefined, { generator });
      expect(y).toEqual(new Mask({ seed: 9, draw, p: 0.5 }).apply(ones(100)));
    }
    expect(generator.draw).toBe(3);
  });

  test('evaluation takes no draw', () => {
    const generator = new Generator(9);
    dropout(ones(3), 0.5, { generator, training: false });
    expect(generator.draw).toBe(0);
  });

  test('manualSeed seeds the default generator, sets it back and returns it', () => {
    const generator = manualSeed(4);
    const first = dropout(ones(100));
    expect(generator.draw).toBe(1);
    expect(manualSeed(4n)).toBe(generator);
    expect(dropout(ones(100))).toEqual(first);
    expect(generator.seed).toBe(4n);
  });

  test('state survives JSON and continues the sequence', () => {
    const generator = new Generator(2n ** 64n - 1n);
    generator.mask(0.5);
    const saved = JSON.stringify(generator.state);
    const expected = [generator.mask(0.1).toBits(300), generator.mask(0.7).toBits(300)];
    const resumed = new Generator();
    resumed.state = JSON.parse(saved);
    expect(JSON.stringify(resumed)).toBe(saved);
    expect([resumed.mask(0.1).toBits(300), resumed.mask(0.7).toBits(300)]).toEqual(expected);
    expect(resumed.state).toEqual(generator.state);
  });

  test('a state that is refused changes nothing', () => {
    const generator = new Generator(1);
    expect(() => {
      generator.state = { seed: '2', draw: -1 };
    }).toThrow(RangeError);
    expect(generator.state).toEqual({ seed: '1', draw: 0 });
  });

  test('the last draw is 2^48 - 1', () => {
    const generator = new Generator(1);
    generator.draw = 2 ** 48 - 1;
    generator.mask(0.5);
    expect(() => generator.mask(0.5)).toThrow(/^draw: expected an integer/);
    expect(generator.draw).toBe(2 ** 48);
  });

  test('unseeded generators differ', () => {
    expect(new Generator().seed).not.toBe(new Generator().seed);
  });
});

describe('Dropout', () => {
  test('backward applies the mask of the last forward', () => {
    const layer = new Dropout(0.3, { generator: new Generator(8) });
    layer.forward(ones(1000));
    const y = layer.forward(ones(1000));
    expect(layer.backward(ones(1000))).toEqual(y);
    expect(layer.backward(ones(1000))).toEqual(y); // as often as you like
    expect(layer.mask).toMatchObject({ seed: 8n, draw: 1, p: 0.3 });
  });

  test('backward refuses to run first', () => {
    expect(() => new Dropout().backward(ones(1))).toThrow(/backward\(\) needs a forward\(\)/);
  });

  test('eval() makes it the identity, forward and backward; train() brings dropping back', () => {
    const layer = new Dropout(0.5, { generator: new Generator(8) });
    const x = ones(100);
    layer.forward(x);
    expect(layer.eval()).toBe(layer);
    expect(layer.training).toBe(false);
    expect(layer.forward(x)).toBe(x);
    expect(layer.mask).toBeUndefined();
    expect(layer.backward(x)).toBe(x);
    expect(layer.train().training).toBe(true);
    expect(layer.forward(x)).toEqual(new Mask({ seed: 8, draw: 1, p: 0.5 }).apply(x));
  });

  test('a mode between forward and backward does not change what backward does', () => {
    const layer = new Dropout(0.5, { generator: new Generator(8) });
    const y = layer.forward(ones(100));
    expect(layer.eval().backward(ones(100))).toEqual(y);
  });

  test('p may change between steps', () => {
    const layer = new Dropout(0.5, { generator: new Generator(8) });
    const y = layer.forward(ones(100));
    layer.p = 0.9;
    expect(layer.backward(ones(100))).toEqual(y);
    expect(layer.forward(ones(100))).toEqual(new Mask({ seed: 8, draw: 1, p: 0.9 }).apply(ones(100)));
  });

  test('in place', () => {
    const layer = new Dropout(0.5, { inplace: true, generator: new Generator(8) });
    const x = ones(100);
    expect(layer.forward(x)).toBe(x);
    const dy = ones(100);
    expect(layer.backward(dy)).toBe(dy);
    expect(dy).toEqual(x);
  });

  test('out, forward and backward', () => {
    const layer = new Dropout(0.5, { generator: new Generator(8) });
    const [y, dx] = [new Float32Array(50), new Float32Array(50)];
    expect(layer.forward(ones(50), { out: y })).toBe(y);
    expect(layer.backward(ones(50), { out: dx })).toBe(dx);
    expect(dx).toEqual(y);
  });

  test('layers without a generator share the default one', () => {
    manualSeed(12);
    const [a, b] = [new Dropout(), new Dropout()];
    a.forward(ones(1));
    b.forward(ones(1));
    expect([a.mask?.draw, b.mask?.draw]).toEqual([0, 1]);
  });
});
