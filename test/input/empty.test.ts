/** A batch without samples, or with any axis of 0, gives an empty array and takes one draw. */

import { describe, expect, test } from 'vitest';
import { BiasDropout, dropPath, Generator, PatchDropout, patchDropout } from '../../src/index.js';
import { engines } from '../conformance/engines.js';
import { rows } from '../programs/rows.js';

const none = (): Float32Array => new Float32Array(0);

/** Every way to put one 0 or more among the axes. */
function zeroed(shape: readonly number[]): number[][] {
  const ways = Array.from({ length: 2 ** shape.length - 1 }, (_, way) => way + 1);
  return ways.map((way) => shape.map((axis, i) => ((way >> i) % 2 === 1 ? 0 : axis)));
}

/** Every form whose y is as long as its x, with shapes of every number of axes that it takes. */
const forms = rows
  .filter(({ shortens }) => !shortens)
  .map((row) => ({
    ...row,
    empty: [...new Map(row.shapes.map((shape) => [shape.length, shape])).values()].flatMap(zeroed),
  }));

describe.each(engines)('functions, %s', (engine) => {
  const others = [
    [new Float32Array(3), none()],
    [null, none()],
  ] as const;

  test.each(forms.filter(({ call }) => call !== undefined))('$name', ({ call, own, form, reads, empty }) => {
    for (const [bias, other] of reads.includes('bias') ? others : others.slice(1)) {
      const inputs = [none(), ...reads.map((what) => (what === 'bias' ? bias : other))];
      for (const shape of empty) {
        for (const offset of [0, 2 ** 48 - Math.max(0, form.elements(shape))]) {
          const generator = new Generator(1);
          const options = { ...own, shape, generator, engine, offset };
          expect([call?.(...inputs, 0.1, options), generator.draw], `${shape} at ${offset}`).toEqual([none(), 1]);
          expect(call?.(...inputs, 0.1, { ...options, training: false })).toEqual(none());
          expect(generator.draw).toBe(1);
        }
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

interface Layer {
  mask: unknown;
  forward(x: Float32Array, options: object): unknown;
  backward(dy: Float32Array, options?: object): unknown;
  eval(): void;
}

test.each(forms.filter(({ reads }) => reads.length === 0))(
  'the layer of $name',
  ({ layer: Layer, layerOwn, empty }) => {
    for (const shape of empty) {
      const generator = new Generator(1);
      const layer = new Layer(0.1, { ...layerOwn, generator }) as Layer;
      expect(layer.forward(none(), { shape })).toEqual(none());
      const { mask } = layer;
      expect(layer.backward(none())).toEqual(none());
      expect(layer.backward(none(), { mask, shape })).toEqual(none());
      expect(generator.draw).toBe(1);
      layer.eval();
      expect(layer.forward(none(), { shape })).toEqual(none());
      expect(layer.backward(none())).toEqual(none());
      expect(generator.draw).toBe(1);
    }
  },
);

test('layers with a second result', () => {
  const biased = new BiasDropout(0.5);
  expect(biased.forward(none(), new Float32Array(3))).toEqual(none());
  expect(biased.backward(none())).toEqual({ dx: none(), dbias: new Float32Array(3) });
  const patches = new PatchDropout(0.5);
  expect(patches.forward(none(), { shape: [0, 5, 2] })).toEqual({ y: none(), indices: new Uint32Array(0) });
  expect(patches.backward(none())).toEqual(none());
});
