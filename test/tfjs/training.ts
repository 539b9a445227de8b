/** A program that trains a small model with seeded(), to be run in other processes. */

/** @param body Runs on each backend: `fit(model, epochs)` trains. Its result is printed as JSON. */
export function training(body: string): string {
  return `
    import { createHash } from 'node:crypto';
    import { readFileSync, writeFileSync } from 'node:fs';
    import * as tf from '@tensorflow/tfjs';
    import '@tensorflow/tfjs-backend-wasm';
    import { engine } from 'native-dropout';
    import { install, seeded } from 'native-dropout/tfjs';
    tf.env().set('PROD', true);
    install(tf);
    const random = Math.random;
    const make = () => {
      const { dense, dropout, gaussianNoise } = tf.layers;
      const model = tf.sequential();
      model.add(dense({ units: 12, activation: 'relu', inputShape: [5] }));
      model.add(dropout({ rate: 0.3 }));
      model.add(gaussianNoise({ stddev: 0.1 }));
      model.add(dropout({ rate: 0.2, seed: 7 }));
      model.add(dense({ units: 1 }));
      model.compile({ optimizer: tf.train.momentum(0.05, 0.9), loss: 'meanSquaredError' });
      return model;
    };
    const hash = (model) => {
      const sha = createHash('sha256');
      for (const weight of model.getWeights()) sha.update(weight.dataSync());
      return sha.digest('hex');
    };
    const results = [];
    for (const backend of ['cpu', 'wasm']) {
      await tf.setBackend(backend);
      const x = tf.randomNormal([30, 5], 0, 1, 'float32', 1);
      const y = tf.randomNormal([30, 1], 0, 1, 'float32', 2);
      const fit = (model, epochs) => model.fit(x, y, { epochs, batchSize: 4, shuffle: true, verbose: 0 });
      ${body}
    }
    console.log(JSON.stringify(results));`;
}
