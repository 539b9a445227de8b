/** After install() layers of TensorFlow.js run on this package, and uninstall() leaves no trace of it. */

import type { Tensor } from '@tensorflow/tfjs-core';
import * as native from 'native-dropout';
import { defaultGenerator, Generator, manualSeed, monteCarlo } from 'native-dropout';
import { install, layers, uninstall } from 'native-dropout/tfjs';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { sizeOf } from '../reference/shapes.js';
import { expectSame } from '../support/same.js';
import { onBackends, taken, tf, use } from './backends.js';
import { type Layer, layerRows } from './layer-rows.js';

afterEach(() => {
  for (let i = 0; i < 3; ++i) uninstall(tf);
});

const dropped = (layer: object, x: Tensor): Float32Array =>
  taken((layer as Layer).apply(x, { training: true }) as Tensor);

const classes = () => tf.serialization.SerializationMap.getMap().classNameMap;

/** All registered classes, and all properties of the prototypes. */
function state() {
  const map = classes();
  const prototypes = Object.values(map).map(([layerClass]) => layerClass.prototype);
  return {
    names: Object.keys(map),
    entries: Object.values(map).map((entry) => [...entry]),
    arrays: Object.values(map),
    descriptors: prototypes.map((prototype) => Object.getOwnPropertyDescriptors(prototype)),
  };
}

/** Before install() has been called at all. */
const before = state();

/** The layers of TensorFlow.js that run on this package. */
const own = layerRows
  .filter(({ name }) => name in tf.layers)
  .map(({ name, config, ...row }) => ({
    ...row,
    name,
    config,
    make: () => (tf.layers[name as 'dropout'] as (config: object) => Layer)(config),
  }));

onBackends(() => {
  test.each(own)('$title, made before and after', ({ make, native, shape }) => {
    const numbers = new Generator(4).normal(sizeOf(shape));
    const x = tf.tensor(numbers, [...shape]);
    const before = make();
    install(tf);
    for (const layer of [before, make()]) {
      manualSeed(8);
      expectSame(dropped(layer, x), native(numbers, new Generator(8)), 'in training');
      expect(defaultGenerator.draw).toBe(1);
      expectSame(taken(layer.apply(x) as Tensor), numbers, 'in evaluation');
      expect(defaultGenerator.draw).toBe(1);
    }
  });
});

describe('layers of TensorFlow.js', () => {
  beforeAll(() => use('cpu'));
  const x = () => tf.ones([10, 20]);
  const ones = new Float32Array(200).fill(1);

  test('with a seed make a sequence of masks, whose position is in the config', () => {
    install(tf);
    const layer = tf.layers.dropout({ rate: 0.5, seed: 8 });
    const generator = new Generator(8);
    expect(layer.getConfig()).not.toHaveProperty('draw');
    for (const call of [1, 2])
      expectSame(dropped(layer, x()), native.dropout(ones, 0.5, { generator }), `call ${call}`);
    expect(layer.getConfig()).toMatchObject({ rate: 0.5, seed: 8, draw: 2 });
    expectSame(dropped(layers.dropout(layer.getConfig() as never), x()), dropped(layer, x()), 'a layer of its config');
  });

  test('without a seed have none in the config', () => {
    install(tf);
    const layer = tf.layers.dropout({ rate: 0.5 });
    dropped(layer, x());
    expect(layer.getConfig()).not.toHaveProperty('draw');
    expect(layer.getConfig().seed).toBeUndefined();
  });

  test('drop in monteCarlo, and in fit()', async () => {
    install(tf);
    manualSeed(3);
    const model = tf.sequential({ layers: [tf.layers.dropout({ rate: 0.5, inputShape: [20] })] });
    const { std } = monteCarlo(5, () => taken(model.predict(x()) as Tensor));
    expect(Math.max(...std)).toBeGreaterThan(0);
    expect(defaultGenerator.draw).toBe(0);
    model.add(tf.layers.dense({ units: 1 }));
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    await model.fit(x(), tf.ones([10, 1]), { epochs: 3, batchSize: 5, verbose: 0 });
    expect(defaultGenerator.draw).toBe(6);
  });

  test("call a user's hook, as they did", () => {
    install(tf);
    for (const { name, make, shape } of own) {
      const layer = make();
      let calls = 0;
      layer.setCallHook(() => {
        calls += 1;
      });
      dropped(layer, tf.ones([...shape]));
      expect(calls, name).toBe(1);
    }
  });

  test("a user's subclass says by getNoiseShape() what is shared", () => {
    const Dropout = tf.layers.dropout({ rate: 0.5 }).constructor as new (args: object) => Layer;
    class Columns extends Dropout {
      static className = 'Columns';
      getNoiseShape(input: Tensor): (number | null)[] {
        return [1, input.shape[1] ?? null];
      }
    }
    install(tf);
    const y = dropped(new Columns({ rate: 0.5, seed: 8 }), x());
    const options = { shape: [10, 20], noiseShape: [1, null], generator: new Generator(8) };
    expectSame(y, native.dropout(ones, 0.5, options), 'columns');
    const own = class extends Dropout {
      static className = 'Own';
      override call(): Tensor {
        return tf.zeros([10, 20]);
      }
    };
    expectSame(dropped(new own({ rate: 0.5 }), x()), new Float32Array(200), 'with a call() of its own');
  });
});

function expectRestored(): void {
  const after = state();
  expect(after.names).toEqual(before.names);
  after.entries.forEach(([layerClass, fromConfig], i) => {
    expect(layerClass === before.entries[i][0] && fromConfig === before.entries[i][1], before.names[i]).toBe(true);
    expect(after.arrays[i] === before.arrays[i], before.names[i]).toBe(true);
    for (const [name, descriptor] of Object.entries(before.descriptors[i])) {
      expect(after.descriptors[i][name].value === descriptor.value, `${before.names[i]}.${name}`).toBe(true);
    }
    expect(Object.keys(after.descriptors[i])).toEqual(Object.keys(before.descriptors[i]));
  });
  expect(after.descriptors).toEqual(before.descriptors);
}

describe('two copies of this package', async () => {
  beforeAll(() => use('cpu'));
  const one = { install, uninstall, layers };
  vi.resetModules();
  const two = await import('native-dropout/tfjs');
  afterEach(() => two.uninstall(tf));

  test.each([
    ['first in, first out', [one, two]],
    ['last in, first out', [two, one]],
  ])('are uninstalled %s', (_, order) => {
    expect(two.install).not.toBe(install);
    one.install(tf);
    const installed = state();
    two.install(tf);
    expect(state()).toEqual(installed);
    for (const copy of order) {
      expect(state()).toEqual(installed);
      copy.uninstall(tf);
      copy.uninstall(tf);
    }
    expectRestored();
  });

  test('a copy that has not installed undoes nothing', () => {
    one.install(tf);
    const installed = state();
    two.uninstall(tf);
    expect(state()).toEqual(installed);
  });

  test.each([
    ['layers.dropout', () => layers.dropout({ rate: 0.5, seed: 8 })],
    ['tf.layers.dropout', () => tf.layers.dropout({ rate: 0.5, seed: 8 })],
  ])('a sequence of %s goes on when the second installs, and when it is the only one left', (_, make) => {
    const ones = new Float32Array(200).fill(1);
    const generator = new Generator(8);
    const layer = make();
    const next = (after: string) =>
      expectSame(dropped(layer, tf.ones([200])), native.dropout(ones, 0.5, { generator }), after);
    one.install(tf);
    next('the first');
    two.install(tf);
    next('the second');
    one.uninstall(tf);
    next('the second alone');
    two.uninstall(tf);
    two.install(tf);
    next('again');
    expect(layer.getConfig()).toMatchObject({ seed: 8, draw: 4 });
  });
});

describe('uninstall', () => {
  beforeAll(() => use('cpu'));

  test('puts back every property and every class', () => {
    install(tf);
    expect(state()).not.toEqual(before);
    uninstall(tf);
    expectRestored();
  });

  test('undoes what was done twice', () => {
    install(tf);
    const once = state();
    install(tf);
    expect(state()).toEqual(once);
    uninstall(tf);
    expectRestored();
  });

  test('does nothing if nothing is installed, and install() works again', () => {
    uninstall(tf);
    expectRestored();
    install(tf);
    uninstall(tf);
    uninstall(tf);
    install(tf);
    manualSeed(3);
    dropped(tf.layers.dropout({ rate: 0.5 }), tf.ones([3]));
    expect(defaultGenerator.draw).toBe(1);
    uninstall(tf);
    expectRestored();
  });

  test('layers are those of TensorFlow.js, also those that were made in between', () => {
    install(tf);
    const layer = tf.layers.dropout({ rate: 0.5, seed: 8 });
    uninstall(tf);
    manualSeed(3);
    expectSame(dropped(layer, tf.ones([200])), dropped(layer, tf.ones([200])), 'one mask again and again');
    dropped(tf.layers.dropout({ rate: 0.5 }), tf.ones([3]));
    expect(defaultGenerator.draw).toBe(0);
    expect(layer.getConfig()).not.toHaveProperty('draw');
  });

  test('the layers of this package need no install()', () => {
    manualSeed(3);
    dropped(layers.dropout({ rate: 0.5 }), tf.ones([3]));
    expect(defaultGenerator.draw).toBe(1);
  });
});

test.each([
  ['nothing', undefined],
  ['null', null],
  ['a number', 4],
  ['an object', {}],
  ['TensorFlow.js without layers', { serialization: tf.serialization }],
  ['layers without the rest', { layers: tf.layers }],
  ['a function', () => tf],
])('%s is no TensorFlow.js', (_, wrong) => {
  const before = Object.keys(classes());
  for (const call of [install, uninstall]) {
    expect(() => call(wrong as never)).toThrow(TypeError);
    expect(() => call(wrong as never)).toThrow(/^tf: expected TensorFlow.js with layers \(import \* as tf from/);
  }
  expect(Object.keys(classes())).toEqual(before);
});
