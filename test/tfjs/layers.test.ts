/** Layers drop in training alone, and drop what the functions of arrays drop. */

import type { Tensor } from '@tensorflow/tfjs-core';
import { defaultGenerator, Generator, manualSeed, monteCarlo } from 'native-dropout';
import { layers } from 'native-dropout/tfjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sizeOf } from '../reference/shapes.js';
import { expectSame } from '../support/same.js';
import { held, onBackends, taken, tf, use } from './backends.js';
import { type Layer, layerRows } from './layer-rows.js';

const values = (shape: readonly number[]): Float32Array => new Generator(4).normal(sizeOf(shape));

/** The output of a layer; x is not disposed. */
function applied(layer: Layer, x: Tensor, kwargs?: { training?: unknown }): Float32Array {
  return taken(layer.apply(x, kwargs as object) as Tensor);
}

test('every layer has a row', () => {
  expect(Object.keys(layers).filter((name) => !layerRows.some((row) => row.name === name))).toEqual([]);
});

onBackends(() => {
  beforeAll(() => tf.engine().startScope());
  afterAll(() => tf.engine().endScope());

  describe.each(layerRows)('$title', ({ make, native, shape, className, config }) => {
    const numbers = values(shape);
    const x = (): Tensor => tf.tensor(numbers, [...shape]);

    test('a seed is a sequence of masks, that of its generator', () => {
      manualSeed(1);
      const layer = make({ seed: 8 });
      const generator = new Generator(8);
      for (const call of [1, 2, 3]) {
        expectSame(applied(layer, x(), { training: true }), native(numbers, generator), `call ${call}`);
      }
      expect(defaultGenerator.draw).toBe(0);
      expectSame(applied(make({ seed: '8' }), x(), { training: true }), native(numbers, new Generator(8)), 'as text');
    });

    test.each([undefined, null])('with the seed %s it has the masks of the default generator', (seed) => {
      manualSeed(3).draw = 5;
      const layer = make({ seed });
      const [a, b] = [1, 2].map(() => applied(layer, x(), { training: true }));
      expect(defaultGenerator.draw).toBe(7);
      manualSeed(3).draw = 5;
      for (const y of [a, b]) expectSame(y, native(numbers, defaultGenerator), 'the next of them');
    });

    test.each([undefined, {}, { training: false }, { training: 0 }, { training: undefined }])(
      'evaluation is the identity: %o',
      (kwargs) => {
        const layer = make({ seed: 8 });
        const input = x();
        const y = layer.apply(input, kwargs as object) as Tensor;
        expect(y).not.toBe(input);
        expectSame(taken(y), numbers, 'y');
        expect(layer.getConfig()).not.toHaveProperty('draw');
      },
    );

    test('its class, its config, the shape that it gives, and masks that it hands on', () => {
      const layer = make({ seed: 8, name: 'some' });
      const settings = { name: 'some', trainable: true, ...config };
      expect(layer.getClassName()).toBe(className);
      expect(layer.getConfig()).toEqual({ ...settings, seed: 8 });
      expect(make({ name: 'some' }).getConfig()).toEqual(settings);
      expect(layer.computeOutputShape([...shape])).toEqual(shape);
      expect(layer.supportsMasking).toBe(true);
      const input = tf.input({ batchShape: [null, ...shape.slice(1)] });
      expect((layer.apply(input) as typeof input).shape).toEqual([null, ...shape.slice(1)]);
    });

    test('its config has its draw, and makes a layer that continues there', () => {
      const layer = make({ seed: 8 });
      for (const _ of [1, 2]) applied(layer, x(), { training: true });
      const saved = JSON.parse(JSON.stringify(layer.getConfig()));
      expect(saved).toMatchObject({ ...config, seed: 8, draw: 2 });
      expectSame(applied(make(saved), x(), { training: true }), applied(layer, x(), { training: true }), 'the third');
    });

    test('in a model, fit() drops once a step, and predict() does not', async () => {
      const layer = make({ seed: 8, inputShape: shape.slice(1) });
      const model = tf.sequential({ layers: [layer] });
      const input = x();
      expectSame(taken(model.predict(input) as Tensor), numbers, 'predict');
      const flat = tf.layers.reshape({ targetShape: [sizeOf(shape.slice(1))] });
      const head = tf.sequential({ layers: [layer, flat, tf.layers.dense({ units: 1 })] });
      head.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
      await head.fit(input, tf.zeros([shape[0], 1]), { epochs: 2, batchSize: Math.ceil(shape[0] / 2), verbose: 0 });
      expect(layer.getConfig().draw).toBe(4);
    });
  });

  test('layers of one name are of one class, and call a hook', () => {
    const layer = layers.dropout({ rate: 0.5 });
    expect(layer.constructor).toBe(layers.dropout({ rate: 0.1 }).constructor);
    const seen: unknown[] = [];
    layer.setCallHook((inputs, kwargs) => seen.push(inputs, kwargs));
    const x = tf.ones([3]);
    applied(layer, x, { training: true });
    expect(seen).toEqual([x, { training: true }]);
  });

  test('in monteCarlo predict() drops, and everything is restored', () => {
    manualSeed(3);
    const model = tf.sequential();
    model.add(layers.dropout({ rate: 0.5, seed: 8, inputShape: [50] }));
    model.add(layers.gaussianNoise({ stddev: 0.5 }));
    const x = tf.ones([2, 50]);
    applied(model.layers[0], x, { training: true });
    taken(model.predict(x) as Tensor);
    const before = held();
    const configs = JSON.stringify(model.layers.map((layer) => layer.getConfig()));
    const pass = (): Float32Array => taken(model.predict(x) as Tensor);
    const seen: Float32Array[] = [];
    const first = monteCarlo(5, () => {
      const y = pass();
      seen.push(y);
      return y;
    });
    expect(new Set(seen.map((y) => y.join())).size).toBe(5);
    expect(Math.min(...first.std)).toBeGreaterThan(0);
    expect(monteCarlo(5, pass)).toEqual(first);
    expect(held()).toEqual(before);
    expect(JSON.stringify(model.layers.map((layer) => layer.getConfig()))).toBe(configs);
    expect(defaultGenerator.state).toEqual({ seed: '3', draw: 0 });
    expectSame(pass(), new Float32Array(100).fill(1), 'and drops no more');
  });

  test.each([undefined, 5])('monteCarlo puts back a layer of draw %s that has not been called before', (draw) => {
    const layer = layers.dropout({ rate: 0.5, seed: 8, ...(draw === undefined ? {} : { draw }) });
    const x = tf.ones([50]);
    const { mean } = monteCarlo(2, () => applied(layer, x));
    expect(new Set(mean).size).toBe(3);
    expect(layer.getConfig().draw).toBe(draw);
  });

  test('masks that a layer hands on reach the next one', () => {
    const model = tf.sequential();
    model.add(tf.layers.embedding({ inputDim: 5, outputDim: 3, maskZero: true, inputLength: 4 }));
    model.add(layers.dropout({ rate: 0.5 }));
    model.add(tf.layers.simpleRNN({ units: 2 }));
    const of = (x: number[][]) => [...taken(model.predict(tf.tensor2d(x)) as Tensor)];
    expect(of([[1, 2, 0, 0]])).toEqual(of([[1, 2, 0, 0]]));
    expect(model.layers[1].supportsMasking).toBe(true);
  });
});

describe('input of another rank', () => {
  beforeAll(() => use('cpu'));

  /** Each layer whose form has axes, once, and the lowest rank that some of them accept. */
  const rows = Object.entries({
    ...{ spatialDropout1d: 3, spatialDropout2d: 4, spatialDropout3d: 5 },
    ...{ featureAlphaDropout: 2, dropBlock2d: 4, dropBlock3d: 5, lockedDropout: 3 },
  });

  test.each(rows)('%s refuses it when the model is built, and in calls', (name, right) => {
    manualSeed(3);
    const make = () => layers[name as 'dropout']({ rate: 0.5 });
    const least = name === 'featureAlphaDropout';
    for (const rank of [right - 1, ...(least ? [] : [right + 1])]) {
      const shape = Array<number>(rank).fill(2);
      const message = `expected ${least ? 'min_' : ''}ndim=${right}, found ndim=${rank}`;
      expect(() => make().apply(tf.input({ batchShape: [null, ...shape.slice(1)] }))).toThrow(message);
      expect(() => make().apply(tf.ones(shape), { training: true })).toThrow(message);
      expect(() => make().call(tf.ones(shape), { training: true })).toThrow(message);
    }
    expect(defaultGenerator.draw).toBe(0);
  });

  test('so does TimeDistributed, which does not ask them', () => {
    const layer = tf.layers.timeDistributed({ layer: layers.spatialDropout1d({ rate: 0.5 }) });
    expect(() => layer.apply(tf.ones([2, 3, 4]), { training: true })).toThrow('expected ndim=3, found ndim=2');
  });
});
