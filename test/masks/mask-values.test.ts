/** Masks are made of bits, bytes and booleans, and give bits and bytes, in the formats of other libraries. */

import { describe, expect, test } from 'vitest';
import { Mask } from '../../src/index.js';
import { engines } from '../conformance/engines.js';

const mask = new Mask({ seed: 3, draw: 0, p: 0.4 });
const x = Float32Array.from({ length: 100 }, (_, i) => i - 50);

describe.each(engines)('%s', (engine) => {
  test('bytes and booleans give back the mask that they came from', () => {
    const bytes = mask.toUint8Array(100);
    const booleans = Array.from(bytes, (byte) => byte === 1);
    for (const kept of [bytes, bytes.map((byte) => 200 * byte), booleans]) {
      const made = Mask.fromBytes(kept, { p: 0.4 });
      expect(made.apply(x, { engine })).toEqual(mask.apply(x, { engine }));
      expect(made.toBits(100)).toEqual(mask.toBits(100));
      expect([made.length, made.count(100)]).toEqual([100, mask.count(100)]);
      expect(made.slice(40).toUint8Array(60)).toEqual(bytes.slice(40));
    }
  });

  // Dimensions and ratios of onnxruntime's tests of BitmaskDropout, which packs 32 elements into a word, lowest bit first.
  test.each([
    [7, 9],
    [2, 17],
    [4, 11],
    [16, 16],
  ])('the words of onnxruntime, %d by %d', (rows, columns) => {
    const n = rows * columns;
    for (const ratio of [0, 0.25, 0.5, 0.75, 0.99]) {
      const kept = new Mask({ seed: n, draw: 0, p: ratio }).toUint8Array(n);
      const words = new Uint32Array(Math.ceil(n / 32));
      for (let i = 0; i < n; ++i) words[Math.floor(i / 32)] += kept[i] * 2 ** (i % 32);
      expect(Mask.fromBytes(kept, { p: ratio }).toBits(n)).toEqual(words);
      // DropoutGrad: dx = dy · mask / (1 - ratio).
      const dy = Float32Array.from({ length: n }, (_, i) => i + 1);
      const scale = Math.fround(1 / (1 - ratio));
      const dx = Mask.fromBits(words, { p: ratio, length: n }).apply(dy, { engine });
      expect(dx).toEqual(dy.map((value, i) => (kept[i] === 1 ? value * scale : 0)));
    }
  });

  test('a mask of bits on a shape', () => {
    const made = Mask.fromBytes([true, false, true], { p: 0.5 });
    const y = made.apply(Float32Array.of(1, 2, 3, 4, 5, 6), { shape: [3, 2], noiseShape: [null, 1], engine });
    expect(y).toEqual(Float32Array.of(2, 4, 0, 0, 10, 12));
  });
});

test('the mask does not change if its input does', () => {
  const bytes = Uint8Array.of(1, 0);
  const made = Mask.fromBytes(bytes, { p: 0 });
  bytes.fill(0);
  expect(made.toUint8Array(2)).toEqual(Uint8Array.of(1, 0));
});

test.each([
  [() => Mask.fromBytes([1, 0] as never, { p: 0.5 }), /^kept\[0\]: expected a boolean, got 1$/],
  [
    () => Mask.fromBytes(Int8Array.of(1) as never, { p: 0.5 }),
    /^kept: expected a Uint8Array or an array of booleans, got Int8Array/,
  ],
  [() => Mask.fromBytes([true], { p: 2 }), /^p: /],
  [() => Mask.fromBytes([true], undefined as never), /^options: /],
  [() => Mask.fromBytes([true], { p: 0.5 }).apply(x), /^offset: expected no more than the 1 elements/],
])('bad input: %o', (call, message) => {
  expect(call).toThrow(message);
});
