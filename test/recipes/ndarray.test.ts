/** The recipe for ndarrays drops whole channels as Mask.apply does, and refuses arrays that are not contiguous. */

import { Mask } from 'native-dropout';
import ndarray, { type NdArray } from 'ndarray';
import { expect, test } from 'vitest';
import { recipe } from './recipe.js';

type Numbers = NdArray<Float32Array>;

interface Recipe {
  dropChannels: (x: Numbers, mask: Mask) => Numbers;
  y: Float32Array;
  dx: Float32Array;
}

const load = () => recipe<Recipe>('ndarray', ['dropChannels', 'y', 'dx']);

const [SAMPLES, CHANNELS, HEIGHT, WIDTH] = [8, 6, 3, 5];
const SHAPE = [SAMPLES, CHANNELS, HEIGHT, WIDTH];
const AREA = HEIGHT * WIDTH;
const N = SAMPLES * CHANNELS * AREA;
const values = Float32Array.from({ length: N }, (_, i) => [i / 7, -i / 3, Number.NaN][i % 3]);
const maskOf = (draw: number) => new Mask({ seed: 8, draw, p: 0.3 });

/** Applies a mask with one element per channel to all elements. */
function channelsOf(mask: Mask, x: Float32Array): Float32Array {
  const scale = mask.apply(new Float32Array(SAMPLES * CHANNELS).fill(1));
  return x.map((value, i) => {
    const s = scale[Math.floor(i / AREA)];
    return s === 0 ? 0 : value * s;
  });
}

test('it gives the values and the shape of Mask.apply, another mask in each step', async () => {
  const { dropChannels } = await load();
  for (const draw of [0, 1, 2]) {
    const y = dropChannels(ndarray(values, SHAPE), maskOf(draw));
    expect(y.shape).toEqual(SHAPE);
    expect(y.data).toEqual(maskOf(draw).apply(values, { shape: SHAPE, noiseShape: [SAMPLES, CHANNELS, 1, 1] }));
    expect(y.data).toEqual(channelsOf(maskOf(draw), values));
  }
  expect(maskOf(0).toBits(SAMPLES * CHANNELS)).not.toEqual(maskOf(1).toBits(SAMPLES * CHANNELS));
});

test('the gradient of x is the scale', async () => {
  const { dropChannels } = await load();
  const ones = new Float32Array(N).fill(1);
  expect(dropChannels(ndarray(ones, SHAPE), maskOf(0)).data).toEqual(channelsOf(maskOf(0), ones));
});

test('samples from k on have their part of the mask of the batch', async () => {
  const { dropChannels } = await load();
  const [x, k] = [ndarray(values, SHAPE), 3];
  const whole = dropChannels(x, maskOf(0)).data;
  const part = dropChannels(x.lo(k), maskOf(0).slice(k * CHANNELS));
  expect(part.shape).toEqual([SAMPLES - k, CHANNELS, HEIGHT, WIDTH]);
  expect(part.data).toEqual(whole.subarray(k * CHANNELS * AREA));
});

test('views that are not contiguous are refused', async () => {
  const { dropChannels } = await load();
  const x = ndarray(values, SHAPE);
  const views = [x.transpose(0, 1, 3, 2), x.step(2), x.step(-1), x.lo(0, 1), x.hi(SAMPLES, CHANNELS, HEIGHT, 2)];
  for (const view of views) expect(() => dropChannels(view, maskOf(0))).toThrow(/^not contiguous: strides /);
});

test('the same seed gives the same, and what it shows is dropped', async () => {
  const [first, second] = [await load(), await load()];
  expect(first.y).toContain(0);
  expect([second.y, second.dx]).toEqual([first.y, first.dx]);
});
