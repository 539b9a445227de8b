/** DropBlock drops whole blocks of any size inside the image, and its result for given places is that of torchvision. */

import { describe, expect, test } from 'vitest';
import { DropBlock2d, dropBlock2d, dropBlock3d, Generator, Mask } from '../../src/index.js';
import { engines } from '../conformance/engines.js';
import { channelsLast, dropBlock } from '../reference/forms.js';
import { drawn } from '../reference/mask.js';
import { sizeOf } from '../reference/shapes.js';
import { expectSame } from '../support/same.js';

interface Row {
  /** [N, C, H, W] or [N, C, D, H, W]. */
  shape: number[];
  blockSize: number;
  p: number;
  coupleChannels?: boolean;
  gammaScale?: number;
  channelsLast?: boolean;
}

/** Larger images and blocks than random programs have, also around the 32 bits of a word. */
const rows: Row[] = [
  { shape: [2, 3, 9, 11], blockSize: 4, p: 0.3 },
  { shape: [1, 2, 7, 7], blockSize: 7, p: 0.5 },
  { shape: [2, 2, 40, 33], blockSize: 2, p: 0.1 },
  { shape: [2, 1, 40, 70], blockSize: 34, p: 0.6 },
  { shape: [3, 4, 9, 11], blockSize: 3, p: 0.3, coupleChannels: true },
  { shape: [2, 2, 12, 12], blockSize: 3, p: 0.3, gammaScale: 2.5 },
  { shape: [2, 2, 5, 6, 7], blockSize: 3, p: 0.3 },
  { shape: [2, 3, 5, 6, 7], blockSize: 4, p: 0.5, coupleChannels: true },
  { shape: [2, 1, 4, 4, 4], blockSize: 4, p: 0.5 },
  { shape: [2, 9, 11, 3], blockSize: 3, p: 0.3, channelsLast: true },
  { shape: [2, 9, 11, 33], blockSize: 2, p: 0.3, channelsLast: true },
  { shape: [3, 9, 11, 4], blockSize: 3, p: 0.3, coupleChannels: true, channelsLast: true },
  { shape: [3, 9, 11, 1], blockSize: 3, p: 0.3, channelsLast: true },
  { shape: [2, 5, 6, 7, 3], blockSize: 4, p: 0.5, channelsLast: true },
  { shape: [2, 5, 6, 7, 3], blockSize: 4, p: 0.5, coupleChannels: true, channelsLast: true },
];

describe.each(rows)('$shape, blocks of $blockSize, coupled: $coupleChannels, channels last: $channelsLast', (row) => {
  const { p, ...options } = row;
  const { shape } = row;
  const settings = { gammaScale: 1, coupleChannels: false, scale: undefined, ...row };
  const form = row.channelsLast ? channelsLast(dropBlock(settings)) : dropBlock(settings);
  const bits = drawn({ seed: 5n, draw: 0, p: form.rate(p, shape) });
  const x = new Float32Array(sizeOf(shape)).fill(1);
  const { y } = form.forward({ x, dtype: 'float32', shape, bits, offset: 0 });

  test.each(engines)('drops blocks, on %s', (engine) => {
    const run = shape.length === 4 ? dropBlock2d : dropBlock3d;
    expectSame(run(x, p, { ...options, generator: new Generator(5), engine }), y, 'forward');
    expect(y).toContain(0);
    expect(y.some((value) => value > 0)).toBe(true);
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

// The other blocks test takes gamma from the reference; this one does not.
test.each([0.1, 0.3])('p = %d is the share of dropped elements, up to overlaps and edges', (p) => {
  const shape = [200, 1, 40, 40];
  const y = dropBlock2d(new Float32Array(sizeOf(shape)).fill(1), p, { shape, generator: new Generator(11) });
  const dropped = y.filter((value) => value === 0).length / y.length;
  expect(dropped).toBeLessThan(p);
  expect(dropped).toBeGreaterThan(1 - Math.exp(-p) - 0.02);
});

test.each(engines)('if every block is dropped, all is 0, on %s', (engine) => {
  const x = new Float32Array(32).fill(Number.NaN);
  const y = dropBlock2d(x, 1, { shape: [2, 1, 4, 4], blockSize: 4, engine });
  expect(y).toEqual(new Float32Array(32));
});
