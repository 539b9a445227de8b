/** A batch without samples, or with any axis of 0, gives an empty array and takes one draw. */

import { describe, expect, test } from 'vitest';
import {
  AlphaDropout,
  alphaDropout,
  BiasDropout,
  biasDropout,
  DropBlock2d,
  Dropout,
  Dropout2d,
  DropPath,
  dropBlock2d,
  dropBlock3d,
  dropout,
  dropout1d,
  dropout2d,
  dropout3d,
  dropPath,
  embeddingDropout,
  FeatureAlphaDropout,
  type FloatArray,
  featureAlphaDropout,
  Generator,
  gaussianDropout,
  gaussianNoise,
  LockedDropout,
  lockedDropout,
  type Mask,
  PatchDropout,
  patchDropout,
  SpatialDropout1D,
  WeightDrop,
  weightDrop,
  zoneout,
} from '../../src/index.js';
import { engines } from '../conformance/engines.js';

/** Every way to put one 0 or more among the axes. */
function zeroed(shape: number[]): number[][] {
  const ways = Array.from({ length: 2 ** shape.length - 1 }, (_, way) => way + 1);
  return ways.map((way) => shape.map((axis, i) => ((way >> i) % 2 === 1 ? 0 : axis)));
}

const none = (): Float32Array => new Float32Array(0);
type Options = { generator: Generator; engine: 'native' | 'wasm' | 'js'; offset: number; training?: boolean };

const functions: [string, number[], (shape: number[], options: Options) => FloatArray][] = [
  ['dropout', [2, 3], (shape, o) => dropout(none(), 0.5, { shape, ...o })],
  ['noiseShape', [2, 3, 4, 5], (shape, o) => dropout(none(), 0.5, { shape, noiseShape: [null, 1, null, 1], ...o })],
  ['dropout1d', [2, 3, 4], (shape, o) => dropout1d(none(), 0.5, { shape, ...o })],
  ['dropout2d', [2, 3, 4, 5], (shape, o) => dropout2d(none(), 0.5, { shape, ...o })],
  ['dropout2d, channels last', [2, 3, 4, 5], (shape, o) => dropout2d(none(), 0.5, { shape, channelsLast: true, ...o })],
  ['dropout3d', [2, 3, 4, 5, 6], (shape, o) => dropout3d(none(), 0.5, { shape, ...o })],
  ['dropPath', [2, 3], (shape, o) => dropPath(none(), 0.5, { shape, ...o })],
  ['a batch', [2, 3], (shape, o) => dropPath(none(), 0.5, { shape, mode: 'batch', ...o, offset: 0 })],
  ['dropBlock2d', [2, 3, 4, 5], (shape, o) => dropBlock2d(none(), 0.1, { shape, blockSize: 3, ...o })],
  ['coupled', [2, 3, 4, 5], (shape, o) => dropBlock2d(none(), 0.1, { shape, coupleChannels: true, ...o })],
  ['dropBlock3d', [2, 3, 4, 5, 6], (shape, o) => dropBlock3d(none(), 0.1, { shape, ...o })],
  ['featureAlphaDropout', [2, 3, 4], (shape, o) => featureAlphaDropout(none(), 0.5, { shape, ...o })],
  ['lockedDropout', [2, 3, 4], (shape, o) => lockedDropout(none(), 0.5, { shape, ...o })],
  ['embeddingDropout', [2, 3], (shape, o) => embeddingDropout(none(), 0.5, { shape, ...o })],
  ['weightDrop', [2, 3], (shape, o) => weightDrop(none(), 0.5, { shape, variational: true, ...o })],
  ['alphaDropout', [2, 3], (shape, o) => alphaDropout(none(), 0.5, { shape, ...o })],
  ['gaussianDropout', [2, 3], (shape, o) => gaussianDropout(none(), 0.5, { shape, ...o })],
  ['gaussianNoise', [2, 3], (shape, o) => gaussianNoise(none(), 0.5, { shape, ...o })],
  ['zoneout', [2, 3], (shape, o) => zoneout(none(), none(), 0.5, { shape, ...o })],
  ['biasDropout', [2, 3], (shape, o) => biasDropout(none(), new Float32Array(3), 0.5, { shape, ...o })],
  ['without a bias', [2, 3], (shape, o) => biasDropout(none(), null, 0.5, { shape, ...o })],
];

describe.each(engines)('functions, %s', (engine) => {
  test.each(functions)('%s', (_, whole, call) => {
    for (const shape of zeroed(whole)) {
      for (const offset of [0, 7, 2 ** 48]) {
        const generator = new Generator(1);
        const y = call(shape, { generator, engine, offset });
        expect([y, generator.draw], `${shape} at ${offset}`).toEqual([none(), 1]);
        expect(call(shape, { generator, engine, offset, training: false })).toEqual(none());
        expect(generator.draw).toBe(1);
      }
    }
  });

  test('patchDropout of no sample, and of tokens without features', () => {
    const generator = new Generator(1);
    const empty = patchDropout(none(), 0.5, { shape: [0, 5, 2], generator, engine });
    expect([empty, generator.draw]).toEqual([{ y: none(), indices: new Uint32Array(0) }, 1]);
    const { y, indices } = patchDropout(none(), 0.5, { shape: [2, 5, 0], generator, engine });
    expect([y, indices.length, generator.draw]).toEqual([none(), 4, 2]);
    expect(patchDropout(none(), 0.5, { shape: [0, 5, 2], generator, training: false }).indices.length).toBe(0);
  });
});

test('huge axes beside a 0 need no memory', () => {
  const generator = new Generator(1);
  for (const shape of [
    [2 ** 40, 0],
    [0, 2 ** 40],
    [2 ** 20, 0, 2 ** 20],
  ]) {
    // biome-ignore format: one row
    expect(dropPath(none(), 0.5, { shape, generator })).toEqual(none());
  }
  const shape = [2 ** 30, 0, 2 ** 30];
  expect(() => dropPath(none(), 0.5, { shape, generator })).toThrow(/^shape: expected at most 2\^48 elements/);
});

const at = (generator: Generator) => ({ generator });
const layers: [string, number[], (generator: Generator) => Dropout][] = [
  ['Dropout', [0, 3], (generator) => new Dropout(0.5, { noiseShape: [null, 1], ...at(generator) })],
  ['Dropout2d', [0, 3, 4, 4], (generator) => new Dropout2d(0.5, at(generator)) as never],
  ['SpatialDropout1D', [2, 0, 4], (generator) => new SpatialDropout1D(0.5, at(generator)) as never],
  ['DropPath', [0, 4], (generator) => new DropPath(0.5, at(generator)) as never],
  ['DropBlock2d', [0, 3, 9, 9], (generator) => new DropBlock2d(0.1, at(generator)) as never],
  ['AlphaDropout', [0, 3], (generator) => new AlphaDropout(0.5, at(generator)) as never],
  ['FeatureAlphaDropout', [0, 3], (generator) => new FeatureAlphaDropout(0.5, at(generator)) as never],
  ['LockedDropout', [3, 0, 3], (generator) => new LockedDropout(0.5, at(generator)) as never],
  ['WeightDrop', [0, 3], (generator) => new WeightDrop(0.5, { variational: true, ...at(generator) }) as never],
];

describe.each(layers)('the layer %s', (_, shape, make) => {
  test('forward and backward, with and without its mask, and in evaluation', () => {
    const generator = new Generator(1);
    const layer = make(generator);
    expect(layer.forward(none(), { shape })).toEqual(none());
    const mask = layer.mask as Mask;
    expect(layer.backward(none())).toEqual(none());
    expect(layer.backward(none(), { mask, shape })).toEqual(none());
    expect(generator.draw).toBe(1);
    layer.eval();
    expect(layer.forward(none(), { shape })).toEqual(none());
    expect(layer.backward(none())).toEqual(none());
    expect(generator.draw).toBe(1);
  });
});

test('layers with a second result', () => {
  const biased = new BiasDropout(0.5);
  expect(biased.forward(none(), new Float32Array(3))).toEqual(none());
  expect(biased.backward(none())).toEqual({ dx: none(), dbias: new Float32Array(3) });
  const patches = new PatchDropout(0.5);
  expect(patches.forward(none(), { shape: [0, 5, 2] })).toEqual({ y: none(), indices: new Uint32Array(0) });
  expect(patches.backward(none())).toEqual(none());
});
