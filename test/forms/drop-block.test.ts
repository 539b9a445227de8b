/** DropBlock drops whole blocks inside the image, with the probability and the scale of torchvision. */

import { describe, expect, test } from 'vitest';
import { DropBlock2d, DropBlock3d, dropBlock2d, dropBlock3d, Generator, Mask } from '../../src/index.js';
import { engines } from '../conformance/engines.js';
import { dropBlock } from '../reference/forms.js';
import { drawn } from '../reference/mask.js';
import { gammaOf, sizeOf } from '../reference/shapes.js';
import { expectSame } from '../support/same.js';

interface Row {
  /** [N, C, H, W] or [N, C, D, H, W]. */
  shape: number[];
  blockSize: number;
  p: number;
  coupleChannels?: boolean;
  gammaScale?: number;
}

const rows: Row[] = [
  { shape: [2, 3, 9, 11], blockSize: 3, p: 0.3 },
  { shape: [2, 3, 9, 11], blockSize: 4, p: 0.3 },
  { shape: [1, 2, 7, 7], blockSize: 7, p: 0.5 },
  { shape: [3, 1, 6, 5], blockSize: 1, p: 0.4 },
  { shape: [2, 2, 40, 33], blockSize: 2, p: 0.1 },
  { shape: [2, 1, 40, 70], blockSize: 34, p: 0.6 },
  { shape: [3, 4, 9, 11], blockSize: 3, p: 0.3, coupleChannels: true },
  { shape: [3, 1, 9, 11], blockSize: 3, p: 0.3, coupleChannels: true },
  { shape: [2, 2, 12, 12], blockSize: 3, p: 0.3, gammaScale: 2.5 },
  { shape: [2, 2, 5, 6, 7], blockSize: 3, p: 0.3 },
  { shape: [2, 2, 5, 6, 7], blockSize: 2, p: 0.5 },
  { shape: [2, 3, 5, 6, 7], blockSize: 4, p: 0.5, coupleChannels: true },
  { shape: [2, 1, 4, 4, 4], blockSize: 4, p: 0.5 },
];

const run = ({ shape }: Row) => (shape.length === 4 ? dropBlock2d : dropBlock3d);

const settingsOf = (row: Row) => ({ gammaScale: 1, coupleChannels: false, scale: undefined, ...row });
const gamma = (row: Row): number => gammaOf(row.p, row.shape, settingsOf(row));

/** Blocks of ones with the mask of seed 5. */
function expected(row: Row): Float32Array {
  const bits = drawn({ seed: 5n, draw: 0, p: gamma(row) });
  const x = new Float32Array(sizeOf(row.shape)).fill(1);
  const { y } = dropBlock(settingsOf(row)).forward({ x, dtype: 'float32', shape: row.shape, bits, offset: 0 });
  return y as Float32Array;
}

describe.each(rows)('$shape, blocks of $blockSize, p = $p, coupled: $coupleChannels, gamma · $gammaScale', (row) => {
  const ones = (): Float32Array => new Float32Array(sizeOf(row.shape)).fill(1);
  const y = expected(row);
  const { p, ...options } = row;

  test('something is dropped and something is kept', () => {
    expect(y).toContain(0);
    expect(y.some((value) => value > 0)).toBe(true);
  });

  test.each(engines)('drops blocks, on %s', (engine) => {
    expectSame(run(row)(ones(), p, { ...options, generator: new Generator(5), engine }), y, 'forward');
  });

  test('the layer drops the same blocks, forward and backward', () => {
    const { shape, ...own } = options;
    const layer = new (shape.length === 4 ? DropBlock2d : DropBlock3d)(p, { ...own, generator: new Generator(5) });
    expectSame(layer.forward(ones(), { shape }), y, 'forward');
    expectSame(layer.backward(ones()), y, 'backward');
    expect(layer.mask?.p).toBeCloseTo(gamma(row), 12);
    expectSame(layer.backward(ones(), { mask: layer.mask, shape }), y, 'backward of its mask');
    const x = ones();
    expect(layer.eval().forward(x, { shape })).toBe(x);
  });
});

// The output of drop_block2d(torch.ones(1, 1, 5, 5), 0.5, 3) of torchvision 0.29.2. Its bernoulli_ was replaced to drop the
// first and the last of the nine places.
test('the same places of blocks give the result of torchvision', () => {
  const mask = Mask.fromBits(Uint32Array.of(0b011111110), { p: 0.1, length: 9 });
  const dx = new DropBlock2d(0.5, { blockSize: 3 }).backward(new Float32Array(25).fill(1), {
    mask,
    shape: [1, 1, 5, 5],
  });
  const s = Math.fround(25 / 8);
  expect(Array.from(dx)).toEqual([
    ...[0, 0, 0, s, s],
    ...[0, 0, 0, s, s],
    ...[0, 0, 0, 0, 0],
    ...[s, s, 0, 0, 0],
    ...[s, s, 0, 0, 0],
  ]);
});

test.each(engines)('if every block is dropped, all is 0, on %s', (engine) => {
  const x = new Float32Array(32).fill(Number.NaN);
  const y = dropBlock2d(x, 1, { shape: [2, 1, 4, 4], blockSize: 4, engine });
  expect(y).toEqual(new Float32Array(32));
});

test.each(engines)('p = 0 changes nothing, on %s', (engine) => {
  const x = Float32Array.from({ length: 32 }, (_, i) => i);
  expect(dropBlock2d(x, 0, { shape: [2, 1, 4, 4], blockSize: 2, engine })).toEqual(x);
});

test.each(engines)(
  'slices drop what the whole batch drops; they scale by `scale` or by their own kept elements, on %s',
  (engine) => {
    const shape = [4, 2, 9, 8];
    const options = { blockSize: 3, engine };
    const ones = (n: number): Float32Array => new Float32Array(n).fill(1);
    const whole = dropBlock2d(ones(576), 0.2, { ...options, shape, scale: 1.25, generator: new Generator(3) });
    expect(new Set(whole)).toEqual(new Set([0, 1.25]));
    for (let k = 0; k < 4; ++k) {
      const at = { shape: [1, 2, 9, 8], offset: k * 2 * 7 * 6, generator: new Generator(3), ...options };
      const slice = dropBlock2d(ones(144), 0.2, { ...at, scale: 1.25 });
      expect(slice).toEqual(whole.slice(144 * k, 144 * (k + 1)));
      const own = Math.fround(144 / slice.filter((value) => value > 0).length);
      at.generator = new Generator(3);
      expect(dropBlock2d(ones(144), 0.2, at)).toEqual(slice.map((value) => (value > 0 ? own : 0)));
    }
  },
);

// If n blocks can cover an element, it is dropped with probability 1 - (1 - γ)^n. The count in 20,000 must be within 4.5
// standard deviations. Right results exceed them once in 150,000 tests.
test('elements are dropped as often as the places of blocks say', () => {
  const [n, p, blockSize] = [20_000, 0.3, 3];
  const shape = [n, 1, 5, 5];
  const y = dropBlock2d(new Float32Array(25 * n).fill(1), p, { shape, blockSize, generator: new Generator(11) });
  const g = gamma({ shape, blockSize, p });
  for (const [e, covering] of [0, 2, 12].map((at, i) => [at, [1, 3, 9][i]])) {
    let dropped = 0;
    for (let k = 0; k < n; ++k) dropped += Number(y[25 * k + e] === 0);
    const q = 1 - (1 - g) ** covering;
    expect(Math.abs(dropped - n * q) / Math.sqrt(n * q * (1 - q))).toBeLessThan(4.5);
  }
});
