/** Layers and files that TensorFlow.js accepts are accepted after install(), with the same meaning. */

import type { Tensor } from '@tensorflow/tfjs-core';
import * as native from 'native-dropout';
import { Generator, manualSeed } from 'native-dropout';
import { install, uninstall } from 'native-dropout/tfjs';
import { afterEach, describe, expect, test } from 'vitest';
import { expectSame } from '../support/same.js';
import { onBackends, taken, tf } from './backends.js';
import type { Layer } from './layer-rows.js';

afterEach(() => uninstall(tf));

const ones = new Float32Array(200).fill(1);

const trained = (layer: object, x: Tensor = tf.ones([2, 100])): Float32Array =>
  taken((layer as Layer).apply(x, { training: true }) as Tensor);

/** The topology of a model with one layer, as in a file. */
function topology(className: string, config: object, shape: readonly number[] = [100]) {
  const own = { name: 'some', trainable: true, dtype: 'float32', batch_input_shape: [null, ...shape], ...config };
  return { class_name: 'Sequential', config: { name: 'model', layers: [{ class_name: className, config: own }] } };
}

async function loaded(className: string, config: object, shape?: readonly number[]): Promise<Layer> {
  const model = await tf.models.modelFromJSON({ modelTopology: topology(className, config, shape) } as never);
  return model.layers[model.layers.length - 1] as Layer;
}

const generator = () => new Generator(3);
const dropout = (rate: number) => native.dropout(ones, rate, { generator: generator() });
const gaussian = (rate: number) => native.gaussianDropout(ones, rate, { generator: generator() });
const alpha = (rate: number) => native.alphaDropout(ones, rate, { generator: generator() });

type Config = { rate?: unknown; stddev?: unknown; seed?: unknown };
type Row = readonly [make: 'dropout' | 'gaussianDropout' | 'alphaDropout', rate: unknown, expected: () => Float32Array];

/** By layer and rate. */
const rates: readonly Row[] = [
  ['dropout', 1, () => new Float32Array(200)],
  ['dropout', 1.2, () => new Float32Array(200)],
  ['dropout', -0.1, () => ones],
  ['dropout', Number.NaN, () => ones],
  ['dropout', '0.5', () => dropout(0.5)],
  ['gaussianDropout', 1, () => ones],
  ['gaussianDropout', 1.5, () => ones],
  ['gaussianDropout', -0.1, () => ones],
  ['gaussianDropout', '0.5', () => gaussian(0.5)],
  ['alphaDropout', 1.5, () => ones],
  ['alphaDropout', -0.1, () => ones],
  ['alphaDropout', '0.5', () => alpha(0.5)],
];

const CLASSES = { dropout: 'Dropout', gaussianDropout: 'GaussianDropout', alphaDropout: 'AlphaDropout' };

onBackends(() => {
  test.each(rates)('%s of rate %j', async (name, rate, expected) => {
    const make = tf.layers[name] as (config: Config) => Layer;
    install(tf);
    for (const layer of [make({ rate }), await loaded(CLASSES[name], { rate })]) {
      manualSeed(3);
      expectSame(trained(layer), expected(), `rate ${rate}`);
    }
  });

  test.each([25, '25', -25])('gaussianNoise of stddev %j', async (stddev) => {
    install(tf);
    const make = tf.layers.gaussianNoise as unknown as (config: Config) => Layer;
    const normals = new Generator(3).normal(200);
    for (const layer of [make({ stddev }), await loaded('GaussianNoise', { stddev })]) {
      manualSeed(3);
      const y = trained(layer, tf.zeros([2, 100]));
      normals.forEach((z, i) => {
        expect(y[i]).toBeCloseTo(25 * z, 4);
      });
    }
  });

  test.each([
    ['gaussianNoise', 'GaussianNoise', { stddev: 0.5 }],
    ['gaussianDropout', 'GaussianDropout', { rate: 0.5 }],
    ['alphaDropout', 'AlphaDropout', { rate: 0.5 }],
  ] as const)('%s makes floats of integers', async (name, className, config) => {
    const make = tf.layers[name] as (config: Config) => Layer;
    install(tf);
    for (const layer of [make(config), await loaded(className, config)]) {
      for (const dtype of ['int32', 'bool'] as const) {
        manualSeed(3);
        const expected = trained(layer, tf.ones([2, 3]));
        manualSeed(3);
        const before = tf.memory().numTensors;
        const x = tf.ones([2, 3], dtype);
        expectSame(trained(layer, x), expected, dtype);
        x.dispose();
        expect(tf.memory().numTensors).toBe(before);
      }
    }
  });

  test('a noise shape of fewer axes than the input', async () => {
    install(tf);
    const column = (y: Float32Array): boolean => y.every((value, i) => value === y[i % 100]);
    for (const noiseShape of [[100], [1, 100], [1, null]]) {
      const config = { rate: 0.5, noise_shape: noiseShape };
      const ours = [await loaded('Dropout', config), await loaded('AlphaDropout', config)];
      const theirs = [tf.layers.dropout, tf.layers.alphaDropout].map((make) =>
        make({ rate: 0.5, noiseShape: noiseShape as number[] }),
      );
      for (const layer of [...ours, ...theirs]) {
        const y = trained(layer);
        expect(column(y)).toBe(true);
        expect(new Set(y).size).toBe(2);
      }
    }
    const layer = tf.layers.dropout({ rate: 0.5, noiseShape: [2, 2, 100] });
    expect(() => trained(layer)).toThrow(/^noiseShape: expected /);
  });
});

describe('files', () => {
  test.each([
    ['Dropout', { p: 0.5 }, () => dropout(0.5)],
    ['GaussianDropout', { p: 0.5 }, () => gaussian(0.5)],
    ['GaussianNoise', { sigma: 0.5 }, () => native.gaussianNoise(ones, 0.5, { generator: generator() })],
  ])('of Keras 1: %s %j', async (className, config, expected) => {
    install(tf);
    manualSeed(3);
    expectSame(trained(await loaded(className, config)), expected(), 'in training');
  });

  test('may have an object as a seed: layers of files take the seed in it, those of TensorFlow.js ignore it', async () => {
    install(tf);
    const seed = { class_name: 'SeedGenerator', config: { seed: 7 } };
    const layer = await loaded('Dropout', { rate: 0.5, seed });
    const own = native.dropout(ones, 0.5, { generator: new Generator(7) });
    expectSame(trained(layer), own, 'in training');
    expect(layer.getConfig().seed).toBe(7);
    const theirs = tf.layers.dropout({ rate: 0.5, seed: seed as never });
    manualSeed(3);
    expectSame(trained(theirs), dropout(0.5), 'of TensorFlow.js');
    expect(theirs.getConfig().seed).toBe(seed);
  });

  test('are saved again with the fields that they had', async () => {
    const configs = [
      { rate: 0.25, noise_shape: null, seed: null },
      { rate: 0.25, noise_shape: [null, 1], seed: 7 },
    ];
    const saved = async () =>
      Promise.all(
        configs.map(async (config) => {
          const model = await tf.models.modelFromJSON({ modelTopology: topology('Dropout', config) } as never);
          return model.toJSON(null, false);
        }),
      );
    const theirs = await saved();
    install(tf);
    expect(await saved()).toEqual(theirs);
  });

  test('may have unknown fields', async () => {
    install(tf);
    const layer = await loaded('Dropout', { rate: 0.5, rng_type: null, sede: 4 });
    expect(layer.getConfig()).not.toHaveProperty('sede');
  });

  test.each([
    ['SpatialDropout1D', [200]],
    ['SpatialDropout2D', [20, 10]],
    ['SpatialDropout3D', [20, 10, 2]],
  ])('%s over another rank is refused when they are loaded', async (className, shape) => {
    install(tf);
    await expect(loaded(className, { rate: 0.5 }, shape)).rejects.toThrow(/expected ndim=\d, found ndim=\d/);
  });
});
