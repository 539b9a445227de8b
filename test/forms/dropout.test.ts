/** dropout() does what users of torch.nn.functional.dropout expect. */

import { describe, expect, test } from 'vitest';
import { dropout, Generator, Mask } from '../../src/index.js';
import { engines } from '../conformance/engines.js';

describe.each([Float32Array, Float64Array])('dropout of %o', (Kind) => {
  test('multiplies kept elements by 1/(1 - p) and zeroes the others', () => {
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

  test('p = 0 keeps everything, p = 1 nothing', () => {
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

  test.each(engines)('on %s every call makes a new output, for any length', (engine) => {
    for (let n = 1; n <= 70; ++n) {
      const x = new Kind(n).fill(1);
      const [first, second] = [1, 2].map((seed) => dropout(x, 0.5, { generator: new Generator(seed), engine }));
      const both = [first, second].map((y) => y.slice());
      dropout(x, 0.5, { engine });
      expect([first, second]).toEqual(both);
      expect(both[0]).toEqual(new Mask({ seed: 1, draw: 0, p: 0.5 }).apply(x, { engine: 'js' }));
    }
  });

  test('an empty array gives an empty array, and takes a draw', () => {
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

test('p is 0.5 and every call takes the next draw', () => {
  const generator = new Generator(9);
  const x = new Float32Array(100).fill(1);
  for (let draw = 0; draw < 3; ++draw) {
    expect(dropout(x, undefined, { generator })).toEqual(new Mask({ seed: 9, draw, p: 0.5 }).apply(x));
  }
  expect(generator.draw).toBe(3);
});

test.each(engines)('evaluation refuses overlaps as training does, on %s', (engine) => {
  const memory = Float32Array.from({ length: 300 }, (_, i) => i);
  const before = memory.slice();
  const [front, back] = [memory.subarray(0, 100), memory.subarray(99, 199)];
  for (const [x, out] of [
    [front, back],
    [back, front],
  ]) {
    const call = (training: boolean) => () => dropout(x, 0.5, { training, out, engine, generator: new Generator(1) });
    expect(call(false)).toThrow(/^out: expected all of the memory of an input or none of it, got a part of it$/);
    expect(call(true)).toThrow(/^out: expected all of the memory of an input or none of it, got a part of it$/);
  }
  expect(memory).toEqual(before);
  const same = memory.subarray(0, 100); // the very same memory, and memory side by side, are fine
  expect(dropout(front, 0.5, { training: false, out: same, engine })).toBe(same);
  dropout(front, 0.5, { training: false, out: memory.subarray(100, 200), engine });
  expect(memory.slice(100, 200)).toEqual(before.slice(0, 100));
});
