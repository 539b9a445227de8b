/** A mask never changes, and survives JSON, packed bits and slices. */

import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { Mask, type MaskParameters, type StoredMask } from '../../src/index.js';
import { engines } from '../conformance/engines.js';
import { detached, GrowableBuffer } from '../support/memory.js';

const ones = (n: number): Float32Array => new Float32Array(n).fill(1);
const drawn = new Mask({ seed: 2n ** 64n - 1n, draw: 3, p: 0.3, offset: 77 });
const stored = Mask.fromBits(drawn.toBits(100), { p: 0.3, length: 100 });

describe.each([drawn, stored])('%o', (mask) => {
  test('is frozen', () => {
    for (const field of Object.keys(mask)) {
      expect(() => Object.assign(mask, { [field]: 0 })).toThrow(TypeError);
    }
    expect(() => Object.assign(mask, { other: 1 })).toThrow(TypeError);
  });

  test('gives the same elements in parts and whole', () => {
    const whole = mask.apply(ones(100));
    expect(mask.slice(40).apply(ones(60))).toEqual(whole.slice(40));
    expect(mask.slice(40).slice(20).apply(ones(10))).toEqual(whole.slice(60, 70));
    expect(mask.slice(40).apply(ones(10), { offset: 20 })).toEqual(whole.slice(60, 70));
    expect(mask.slice(33).toUint8Array(9, { offset: 1 })).toEqual(mask.toUint8Array(43).slice(34));
  });

  test('counts kept elements', () => {
    const kept = (from: number, to: number) =>
      mask.toUint8Array(to).reduce((sum, bit, i) => sum + (i < from ? 0 : bit), 0);
    expect(mask.count(100)).toBe(kept(0, 100));
    expect(mask.count(0)).toBe(0);
    expect(mask.count(37, { offset: 5 })).toBe(kept(5, 42));
    expect(mask.slice(7).count(37, { offset: 5 })).toBe(kept(12, 49));
  });
});

test('long masks are counted on every engine', () => {
  const mask = new Mask({ seed: 1, draw: 0, p: 0.25 });
  const n = 2 ** 21 + 5;
  const counts = engines.map((engine) => mask.count(n, { offset: 3, engine }));
  const expected = mask.toUint8Array(n, { offset: 3 }).reduce((sum, bit) => sum + bit, 0);
  expect(new Set(counts)).toEqual(new Set([expected]));
});

describe('going out and coming back', () => {
  test('a drawn mask by JSON and structuredClone', () => {
    expect(JSON.stringify(drawn)).toBe('{"seed":"18446744073709551615","draw":3,"p":0.3,"offset":77}');
    expect(new Mask(JSON.parse(JSON.stringify(drawn)))).toEqual(drawn);
    expect(new Mask(structuredClone(drawn))).toEqual(drawn);
    expect(new Mask(drawn)).toEqual(drawn);
  });

  test.each([0, 1, 40, 100])('a stored mask by JSON, from %d on', (offset) => {
    const part = stored.slice(offset);
    const json = JSON.parse(JSON.stringify(part));
    const again = Mask.fromJSON(json) as StoredMask;
    const { length } = json;
    expect(again.length).toBe(100 - offset);
    expect(again.apply(ones(length))).toEqual(part.apply(ones(length)));
    expect(() => again.apply(ones(length + 1))).toThrow(/^offset: expected no more than the \d+ elements of the mask/);
  });

  test.each<[string, (json: Record<string, unknown>) => unknown, RegExp]>([
    ['words that are none', (json) => ({ ...json, words: 3 }), /^words: expected an array of integers, got 3$/],
    [
      'a word that is none',
      (json) => ({ ...json, words: [1, -1, 0, 0] }),
      /^words\[1\]: expected an integer in .* got -1$/,
    ],
    ['too long', (json) => ({ ...json, length: 200 }), /^length: /],
    ['no p', ({ p, ...json }) => json, /^p: /],
    ['a seed', (json) => ({ ...json, seed: '1' }), /seed/],
    ['text', (json) => JSON.stringify(json), /JSON.parse it first/],
    ['nothing', () => undefined, /^parameters: expected an object/],
  ])('JSON with %s is refused', (_, spoil, error) => {
    expect(() => Mask.fromJSON(spoil(JSON.parse(JSON.stringify(stored))) as never)).toThrow(error);
  });

  test('a drawn mask by fromJSON', () => {
    expect(Mask.fromJSON(JSON.parse(JSON.stringify(drawn)))).toEqual(drawn);
  });

  test('prints what it is', () => {
    expect(inspect(new Mask({ seed: 5, draw: 1, p: 0.1 }))).toBe('Mask { seed: 5n, draw: 1, p: 0.1, offset: 0 }');
    expect(inspect(stored)).toMatch(/^StoredMask \{\s+p: 0.3,\s+offset: 0,\s+length: 100,/);
  });
});

describe('stored words', () => {
  test('are copied', () => {
    const words = Uint32Array.of(0b101);
    const mask = Mask.fromBits(words, { p: 0.5 });
    words[0] = 0;
    expect(mask.apply(ones(4))).toEqual(Float32Array.of(2, 0, 2, 0));
  });

  test('may lie in memory that has grown', () => {
    const buffer = new GrowableBuffer(4, { maxByteLength: 8 });
    const words = new Uint32Array(buffer);
    buffer.grow(8);
    expect(Mask.fromBits(words, { p: 0.5 }).length).toBe(64);
  });

  test.each<[string, unknown, RegExp]>([
    ['an array', [1], /^words: expected a Uint32Array, got Array/],
    ['bytes', Uint8Array.of(1), /^words: expected a Uint32Array, got Uint8Array$/],
    ['signed words', Int32Array.of(1), /^words: .* got Int32Array$/],
    ['a buffer', new ArrayBuffer(4), /^words: .* got ArrayBuffer$/],
    ['detached', detached(Uint32Array.of(1)), /^words: expected an array with live memory/],
    ['undefined', undefined, /^words: .* got undefined$/],
  ])('are not %s', (_, words, message) => {
    expect(() => Mask.fromBits(words as Uint32Array, { p: 0.5 })).toThrow(message);
  });

  test.each<[unknown, RegExp]>([
    [undefined, /^options: expected an object with p, length, got undefined$/],
    [{}, /^p: expected a number in \[0, 1\], got undefined$/],
    [{ p: 1.5 }, /^p: .* got 1.5$/],
    [{ p: 0.5, length: 33 }, /^length: expected an integer in \[0, 32\], got 33$/],
    [{ p: 0.5, length: '3' }, /^length: .* got "3"$/],
    [{ p: 0.5, offset: 3 }, /^options: expected no fields but p, length, got offset$/],
  ])('have no options %j', (options, message) => {
    expect(() => Mask.fromBits(Uint32Array.of(1), options as { p: number })).toThrow(message);
  });
});

describe('the end of a mask', () => {
  const big = new Mask({ seed: 1, draw: 0, p: 0.5, offset: 2 ** 48 - 4 });
  const ends =
    /^offset: expected no more than the 4 elements of the mask, so that the array ends in the mask, got 0 for 5 el/;
  const small = Mask.fromBits(Uint32Array.of(15), { p: 0.5, length: 4 });

  test.each<[string, Mask | StoredMask]>([
    ['drawn', big],
    ['stored', small],
  ])('%s: the last element is there, and none after it', (_, mask) => {
    expect(mask.apply(ones(4))).toHaveLength(4);
    for (const use of [
      () => mask.apply(ones(5)),
      () => mask.toBits(5),
      () => mask.toUint8Array(5),
      () => mask.count(5),
    ]) {
      expect(use).toThrow(ends);
    }
    expect(mask.slice(4).toBits(0)).toHaveLength(0);
    expect(() => mask.slice(5)).toThrow(/^offset: expected at most 4, .* got 5 for 0 elements$/);
    expect(() => mask.slice(-1)).toThrow(/^offset: expected an integer in \[0, 2\^48\], got -1$/);
    expect(() => mask.apply(ones(2), { offset: 3 })).toThrow(/^offset: expected at most 2, .* got 3 for 2 elements$/);
  });

  test('messages write 2^48 as the docs do', () => {
    const mask = new Mask({ seed: 1, draw: 0, p: 0.5 });
    const message =
      'offset: expected at most 2^48 - 5, so that the array ends in the mask, got 2^48 - 4 for 5 elements';
    expect(() => mask.apply(ones(5), { offset: 2 ** 48 - 4 })).toThrow(message);
    expect(() => mask.slice(1).apply(ones(5), { offset: 2 ** 48 - 5 })).toThrow('expected at most 2^48 - 6, so');
    expect(() => mask.slice(2 ** 49)).toThrow('[0, 2^48], got 562949953421312');
  });
});

test.each<[unknown, RegExp]>([
  [null, /^parameters: expected an object with seed, draw, p, offset, got null$/],
  [
    Object.create({ seed: 1, draw: 0, p: 0 }),
    /^parameters: expected a plain object with seed, draw, p, offset, got Object/,
  ],
  [{ draw: 0, p: 0 }, /^seed: expected a bigint in \[0, 2\^64\) or a non-negative safe integer, got undefined$/],
  [{ seed: '1.5', draw: 0, p: 0 }, /^seed: expected an integer in \[0, 2\^64\) as a decimal string, got "1.5"$/],
  [{ seed: 1, p: 0 }, /^draw: expected an integer in \[0, 2\^48 - 1\], got undefined$/],
  [{ seed: 1, draw: 2 ** 48, p: 0 }, /^draw: .* got 2\^48$/],
  [{ seed: 1, draw: 0 }, /^p: expected a number in \[0, 1\], got undefined$/],
  [{ seed: 1, draw: 0, p: 0, offset: 2 ** 48 + 1 }, /^offset: .* got 2\^48 \+ 1$/],
  [{ seed: 1, draw: 0, p: 0, rate: 0 }, /^parameters: expected no fields but seed, draw, p, offset, got rate$/],
])('%j makes no mask', (parameters, message) => {
  expect(() => new Mask(parameters as MaskParameters)).toThrow(message);
});
