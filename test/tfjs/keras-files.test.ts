/** Files of Keras 3, with FixedDropout, or with `training` fixed in the graph load, and files for Keras have no position. */

import type { Tensor } from '@tensorflow/tfjs-core';
import { defaultGenerator, Generator, manualSeed, dropout as ofArrays } from 'native-dropout';
import { type InstallOptions, install, layers, uninstall } from 'native-dropout/tfjs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { expectSame } from '../support/same.js';
import { taken, tf, use } from './backends.js';
import type { Layer } from './layer-rows.js';

type Model = ReturnType<typeof tf.sequential> | ReturnType<typeof tf.model>;

beforeEach(async () => {
  await use('cpu');
  manualSeed(1);
});
afterEach(() => uninstall(tf));

const training = { training: true };
const ones = new Float32Array(200).fill(1);
const expected = () => ofArrays(ones, 0.5, { generator: new Generator(3) });

/** An object as Keras 3 writes it. */
const keras = (class_name: string, config: object) => ({ module: 'keras', class_name, config, registered_name: null });

async function loaded(class_name: string, config: object): Promise<Layer> {
  const layer = { class_name, config: { name: 'some', batch_shape: [null, 100], ...config } };
  const modelTopology = { class_name: 'Sequential', config: { name: 'model', layers: [layer] } };
  return (await tf.models.modelFromJSON({ modelTopology } as never)).layers.at(-1) as Layer;
}

describe('a file', () => {
  test.each<[string, string, object]>([
    ['a policy as dtype', 'Dropout', { dtype: keras('DTypePolicy', { name: 'mixed_float16' }), seed: 3 }],
    ['a SeedGenerator as seed', 'Dropout', { seed: keras('SeedGenerator', { seed: 3 }) }],
    ['a seed_generator', 'Dropout', { seed: null, seed_generator: keras('SeedGenerator', { seed: 3 }) }],
    ['noise_shape of None', 'Dropout', { seed: 3, noise_shape: null }],
    ['FixedDropout', 'FixedDropout', { seed: 3, noise_shape: [null, null] }],
  ])('with %s loads', async (_, name, config) => {
    install(tf);
    const layer = await loaded(name, { rate: 0.5, ...config });
    expect(layer.getClassName()).toBe('Dropout');
    expect(layer.dtype).toBe('float32');
    expectSame(taken(layer.apply(tf.ones([2, 100]), training) as Tensor), expected(), 'y');
    expect(layer.getConfig()).toMatchObject({ rate: 0.5, seed: 3, batchInputShape: [null, 100] });
  });

  test('with an unseeded SeedGenerator uses the default generator', async () => {
    install(tf);
    const layer = await loaded('Dropout', { rate: 0.5, seed: keras('SeedGenerator', { seed: null }) });
    taken(layer.apply(tf.ones([2, 100]), training) as Tensor);
    expect(defaultGenerator.draw).toBe(1);
  });

  test('with FixedDropout does not load after uninstall()', async () => {
    install(tf);
    uninstall(tf);
    await expect(loaded('FixedDropout', { rate: 0.5 })).rejects.toThrow(/Unknown layer: FixedDropout/);
  });
});

type Symbolic = ReturnType<typeof tf.input>;

function graph(build: (x: Symbolic) => unknown): Model {
  const x = tf.input({ shape: [5, 6] });
  return tf.model({ inputs: x, outputs: build(x) as Symbolic });
}

const init = tf.initializers.constant({ value: 0.05 }); // small, so that no unit saturates
const cell = { units: 3, dropout: 0.5, kernelInitializer: init, recurrentInitializer: init };
const inner = () => tf.sequential({ layers: [tf.layers.dropout({ rate: 0.5, inputShape: [5, 6] })] });

/** Layers with `training: true` in a graph. */
const fixed: readonly (readonly [string, () => Layer])[] = [
  ['layers.dropout', () => layers.dropout({ rate: 0.5 })],
  ['tf.layers.dropout', () => tf.layers.dropout({ rate: 0.5 }) as Layer],
  ['timeDistributed', () => tf.layers.timeDistributed({ layer: layers.dropout({ rate: 0.5 }) }) as Layer],
  ['lstm', () => tf.layers.lstm(cell) as unknown as Layer],
  ['bidirectional', () => tf.layers.bidirectional({ layer: tf.layers.gru(cell) as never, mergeMode: 'sum' }) as Layer],
  ['a model in a model', () => inner() as unknown as Layer],
];

describe('training: true in a graph', () => {
  const x = () => tf.ones([2, 5, 6]);

  /** Whether two predictions differ, for a model and for one that is made of its JSON. */
  async function drops(model: Model): Promise<boolean[]> {
    const copy = await tf.models.modelFromJSON(JSON.parse(model.toJSON() as string));
    copy.setWeights(model.getWeights());
    return [model, copy].map((one) => {
      const [a, b] = [1, 2].map(() => taken(one.predict(x()) as Tensor));
      return a.some((value, i) => value !== b[i]);
    });
  }

  test.each(fixed)('%s drops in predict() with the option alone', async (_, make) => {
    install(tf, { fixedTraining: true });
    const model = graph((input) => make().apply(input, training));
    expect(await drops(model)).toEqual([true, true]);
    install(tf); // without the option
    expect(await drops(model)).toEqual([false, false]);
  });

  test('a layer drops if all of its calls say so', async () => {
    install(tf, { fixedTraining: true });
    const layer = layers.dropout({ rate: 0.5 });
    const mixed = graph((input) => layer.apply(layer.apply(input as never, training) as never));
    expect((await drops(mixed))[0]).toBe(false);
    expect(await drops(graph((input) => layers.dropout({ rate: 0.5 }).apply(input as never)))).toEqual([false, false]);
  });
});

test('with draws: false configs have no position', () => {
  install(tf, { draws: false });
  const [one, other] = [layers.dropout({ rate: 0.5, seed: 3 }), tf.layers.dropout({ rate: 0.5, seed: 3 }) as Layer];
  for (const layer of [one, other]) taken(layer.apply(tf.ones([4]), training) as Tensor);
  for (const layer of [one, other]) expect(Object.keys(layer.getConfig())).not.toContain('draw');
  install(tf);
  for (const layer of [one, other]) expect(layer.getConfig()).toMatchObject({ seed: 3, draw: 1 });
});

test.each<[string, unknown, RegExp]>([
  ['an unknown one', { fixed: true }, /^options: .*fixed/],
  ['a number', { draws: 1 }, /^draws: expected a boolean, got 1$/],
  ['a text', { fixedTraining: 'yes' }, /^fixedTraining: expected a boolean, got "yes"$/],
  ['no object', 3, /^options: /],
])('an option that is %s is refused, and nothing is installed', (_, options, error) => {
  expect(() => install(tf, options as InstallOptions)).toThrow(error);
  taken(tf.layers.dropout({ rate: 0.5 }).apply(tf.ones([4]), training) as Tensor);
  expect(defaultGenerator.draw).toBe(0);
});
