/** Forward, backward, training and errors leave no tensor. */

import type { Tensor } from '@tensorflow/tfjs-core';
import { install, layers, uninstall, zoneout } from 'native-dropout/tfjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { held, onBackends, tf } from './backends.js';
import { functions } from './functions.js';
import { type Layer, layerRows } from './layer-rows.js';

/** Requires that `body` leaves no tensor. Its first run does not count: it may make constants that stay. */
function expectFlat(body: () => void): void {
  body();
  const before = held();
  for (let i = 0; i < 5; ++i) body();
  expect(held()).toEqual(before);
}

const dispose = (...tensors: readonly Tensor[]): void => {
  for (const tensor of tensors) tensor.dispose();
};

onBackends(() => {
  describe.each(functions)('$name', ({ call, shapes }) => {
    const shape = [...shapes[shapes.length > 9 ? 9 : 0]];
    let x: Tensor;
    beforeAll(() => {
      x = tf.ones(shape);
      x.dataSync();
    });
    afterAll(() => x.dispose());

    test('leaves its result alone', () => {
      const before = held();
      const y = call(x, 0.5);
      const { numTensors, numDataIds } = held();
      expect({ numTensors, numDataIds }).toEqual({
        numTensors: before.numTensors + 1,
        numDataIds: before.numDataIds + 1,
      });
      y.dispose();
      expect(held()).toEqual(before);
    });

    test('forward, backward, and twice backward', () => {
      expectFlat(() => dispose(call(x, 0.5)));
      expectFlat(() => dispose(call(tf.tidy(() => x.arraySync()) as unknown[], 0.5)));
      expectFlat(() => dispose(tf.grad((x) => call(x, 0.5))(x)));
      expectFlat(() => dispose(tf.grad((x) => tf.grad((x) => call(x, 0.5).square())(x))(x)));
      expectFlat(() => dispose(tf.tidy(() => call(x, 0.5).add(1))));
    });

    test('the kernel leaves no data behind, as TensorFlow.js itself counts', () => {
      tf.env().set('IS_TEST', true);
      try {
        for (let i = 0; i < 3; ++i) dispose(call(x, 0.5), tf.grad((x) => call(x, 0.5))(x));
      } finally {
        tf.env().set('IS_TEST', false);
      }
    });
  });

  test('zoneout', () => {
    const [next, previous] = [tf.ones([40]), tf.zeros([40])];
    expectFlat(() => dispose(zoneout(next, previous, 0.5)));
    expectFlat(() => dispose(...tf.grads((next, previous) => zoneout(next, previous, 0.5))([next, previous])));
    dispose(next, previous);
  });

  test.each(layerRows)('$title', ({ make, shape }) => {
    const x = tf.ones([...shape]);
    const layer = make({ seed: 8 });
    const apply = (training: boolean): Tensor => layer.apply(x, { training }) as Tensor;
    expectFlat(() => dispose(apply(true)));
    expectFlat(() => dispose(apply(false)));
    expectFlat(() => dispose(tf.grad((x) => layer.apply(x, { training: true }) as Tensor)(x)));
    x.dispose();
  });

  const trained: readonly (readonly [what: string, make: () => Layer[]])[] = [
    ['these layers', () => [layers.dropout({ rate: 0.5 }), layers.gaussianNoise({ stddev: 0.1, seed: 3 })]],
    ['installed ones', () => [tf.layers.dropout({ rate: 0.5 }), tf.layers.alphaDropout({ rate: 0.1 })] as never],
  ];

  test.each(trained)('fit() of %s', async (_, make) => {
    install(tf);
    const scope = tf.memory().numTensors;
    const { dense } = tf.layers;
    const model = tf.sequential({ layers: [dense({ units: 8, inputShape: [4] }), ...make(), dense({ units: 1 })] });
    model.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' });
    const [x, y] = [tf.ones([10, 4]), tf.ones([10, 1])];
    const train = () => model.fit(x, y, { epochs: 1, batchSize: 2, verbose: 0 });
    await train();
    const before = held();
    for (let i = 0; i < 3; ++i) await train();
    expect(held()).toEqual(before);
    expectFlat(() => dispose(model.predict(x) as Tensor));
    model.dispose();
    dispose(x, y);
    expect(tf.memory().numTensors - scope).toBeLessThan(3); // of the optimizer's own
    uninstall(tf);
  });

  test('an lstm with dropout', () => {
    install(tf);
    const layer = tf.layers.lstm({ units: 3, dropout: 0.5, recurrentDropout: 0.5 }) as unknown as Layer;
    const x = tf.ones([2, 3, 4]);
    expectFlat(() => dispose(layer.apply(x, { training: true }) as Tensor));
    x.dispose();
    uninstall(tf);
  });

  test('an error in a layer', () => {
    const layer = layers.dropout({ rate: 0.5, noiseShape: [1, 1, 1] });
    const x = tf.ones([2, 2]);
    expectFlat(() => {
      expect(() => layer.apply(x, { training: true })).toThrow();
    });
    expectFlat(() => {
      expect(() => tf.grad((x) => layer.apply(x, { training: true }) as Tensor)(x)).toThrow();
    });
    x.dispose();
  });
});
