/** Models save and load with these layers and with those of TensorFlow.js, and continue where they were. */

import type { io, LayersModel } from '@tensorflow/tfjs';
import type { Tensor } from '@tensorflow/tfjs-core';
import { install, layers, uninstall } from 'native-dropout/tfjs';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { expectSame } from '../support/same.js';
import { onBackends, taken, tf, use } from './backends.js';
import { type Layer, layerRows } from './layer-rows.js';

/** Layers that TensorFlow.js has, too. */
const KERAS = ['Dropout', 'SpatialDropout1D', 'AlphaDropout', 'GaussianDropout', 'GaussianNoise'];

const isOurs = (layer: object): boolean => layer.constructor.name === 'Native';

afterEach(() => uninstall(tf));

/** Saves a model with its optimizer to memory, as to a file, and loads it. */
async function reloaded(model: LayersModel): Promise<LayersModel> {
  let saved: io.ModelArtifacts | undefined;
  const handler = tf.io.withSaveHandler(async (artifacts) => {
    saved = JSON.parse(JSON.stringify({ ...artifacts, weightData: undefined })) as io.ModelArtifacts;
    saved.weightData = artifacts.weightData as ArrayBuffer;
    return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
  });
  await model.save(handler, { includeOptimizer: true });
  if (saved === undefined) throw new Error('nothing was saved');
  return tf.loadLayersModel(tf.io.fromMemory(saved));
}

const ofText = async (model: LayersModel): Promise<LayersModel> =>
  tf.models.modelFromJSON({ modelTopology: JSON.parse(model.toJSON() as string) });

const dropped = (layer: object, x: Tensor): Float32Array =>
  taken((layer as Layer).apply(x, { training: true }) as Tensor);

describe('one layer', () => {
  beforeAll(() => use('cpu'));

  describe.each(layerRows)('$title', ({ make, shape, config, className }) => {
    const model = (): LayersModel =>
      tf.sequential({ layers: [make({ seed: 8, name: 'some', inputShape: shape.slice(1) })] });

    test.each([
      ['a file', reloaded],
      ['its JSON', ofText],
    ])('comes back from %s as it was, and goes on', async (_, load) => {
      const before = model();
      const x = tf.ones([...shape]);
      dropped(before.layers[0], x);
      install(tf);
      const [layer] = (await load(before)).layers.filter(isOurs);
      expect(layer.getClassName()).toBe(className);
      expect(layer.getConfig()).toMatchObject({ ...config, name: 'some', seed: 8, draw: 1 });
      expectSame(dropped(layer, x), dropped(before.layers[0], x), 'the second mask');
    });

    test('is read without this package, or its class is not known', async () => {
      const before = model();
      dropped(before.layers[0], tf.ones([...shape]));
      if (!KERAS.includes(className)) {
        await expect(ofText(before)).rejects.toThrow(`Unknown layer: ${className}`);
        return;
      }
      const layer = (await ofText(before)).layers.find((layer) => layer.getClassName() === className);
      expect(isOurs(layer ?? {})).toBe(false);
      const { dataFormat: _, ...theirs } = config as { dataFormat?: string };
      const { noiseShape, ...rest } = theirs as { noiseShape?: unknown };
      expect(layer).toMatchObject(rest);
      if (className === 'Dropout') expect(layer).toMatchObject({ seed: 8, ...(noiseShape ? { noiseShape } : {}) });
    });
  });

  test.each(layerRows.filter(({ name }) => name in tf.layers))(
    '$title of TensorFlow.js is ours when it is loaded',
    async ({ name, className, config, shape }) => {
      const make = tf.layers[name as 'dropout'] as (config: object) => Layer;
      const seed = /Alpha|Gauss/.test(className) ? {} : { seed: 8 }; // whose config in TensorFlow.js has none
      const model = tf.sequential({ layers: [make({ ...config, ...seed, inputShape: shape.slice(1) })] });
      install(tf);
      for (const load of [reloaded, ofText]) {
        const [layer] = (await load(model)).layers.filter(isOurs);
        expect(layer.getClassName()).toBe(className);
        expect(layer.getConfig()).toMatchObject({ ...config, ...seed });
      }
    },
  );

  test('a file of Keras, with names of Python and fields that TensorFlow.js does not know', async () => {
    install(tf);
    const config = { name: 'd', trainable: true, dtype: 'float32', rate: 0.25, noise_shape: null, seed: null };
    const image = { ...config, name: 's', data_format: 'channels_first' };
    const layersOf = [
      { class_name: 'Dropout', config: { ...config, batch_input_shape: [null, 3, 8, 8] } },
      { class_name: 'SpatialDropout2D', config: image },
      { class_name: 'GaussianNoise', config: { name: 'n', trainable: true, stddev: 0.1, seed: null } },
    ];
    const topology = { class_name: 'Sequential', config: { name: 'm', layers: layersOf }, keras_version: '2.15.0' };
    const model = await tf.models.modelFromJSON({ modelTopology: topology } as never);
    expect(model.layers.filter(isOurs).length).toBe(3);
    const y = dropped(model.layers[model.layers.length - 2], tf.ones([20, 3, 8, 8]));
    const channels = Array.from({ length: 60 }, (_, i) => new Set(y.subarray(64 * i, 64 * (i + 1))).size);
    expect(new Set(channels)).toEqual(new Set([1]));
  });

  test('an unknown class is the error of TensorFlow.js', async () => {
    install(tf);
    const topology = { class_name: 'Sequential', config: [{ class_name: 'NoSuchDropout', config: { name: 'x' } }] };
    await expect(tf.models.modelFromJSON({ modelTopology: topology } as never)).rejects.toThrow(/NoSuchDropout/);
  });
});

onBackends(() => {
  function network(): LayersModel {
    const { dense } = tf.layers;
    const init = (seed: number) => tf.initializers.glorotNormal({ seed });
    const model = tf.sequential();
    model.add(dense({ units: 16, activation: 'relu', inputShape: [6], kernelInitializer: init(1) }));
    model.add(layers.dropout({ rate: 0.3, seed: 8 }));
    model.add(dense({ units: 8, activation: 'selu', kernelInitializer: init(2) }));
    model.add(layers.alphaDropout({ rate: 0.1, seed: 'a name' }));
    model.add(layers.gaussianNoise({ stddev: 0.1, seed: 9n }));
    model.add(dense({ units: 1, kernelInitializer: init(3) }));
    model.compile({ optimizer: tf.train.momentum(0.05, 0.9), loss: 'meanSquaredError' });
    return model;
  }

  const weights = (model: LayersModel): Float32Array =>
    Float32Array.from(model.getWeights().flatMap((weight) => [...weight.dataSync()]));

  test('training after saving and loading equals uninterrupted training', async () => {
    install(tf);
    const x = tf.randomNormal([20, 6], 0, 1, 'float32', 5);
    const y = tf.randomNormal([20, 1], 0, 1, 'float32', 6);
    const train = (model: LayersModel) => model.fit(x, y, { epochs: 2, batchSize: 5, shuffle: false, verbose: 0 });
    const whole = network();
    const half = network();
    await train(whole);
    await train(half);
    const loaded = await reloaded(half);
    expectSame(weights(loaded), weights(whole), 'halfway');
    await train(whole);
    await train(loaded);
    expectSame(weights(loaded), weights(whole), 'at the end');
    const fresh = network();
    fresh.setWeights(half.getWeights());
    await train(fresh);
    expect(weights(fresh)).not.toEqual(weights(whole));
  });
});
