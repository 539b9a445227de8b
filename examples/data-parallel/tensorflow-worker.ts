/**
 * One worker with a copy of a model of TensorFlow.js. In every step it calculates the gradients of its micro-batches. All
 * workers together take the step, each with a part of the weights.
 */

import { parentPort, workerData } from 'node:worker_threads';
import * as tf from '@tensorflow/tfjs';
import { Generator } from 'native-dropout';
import { layersFor, splitBatch } from 'native-dropout/tfjs';
import { Batches } from '../shared/mlp/batches.js';
import { descend } from '../shared/mlp/descend.js';
import { PIXELS } from '../shared/mlp/digits.js';
import { CLASSES, LENGTH } from '../shared/mlp/model.js';
import { BATCH, SETTINGS } from '../shared/mlp/settings.mjs';
import { Barrier } from './barrier.js';
import type { Task } from './memory.js';

const { worker, workers, steps, memory, masks }: Task = workerData;
const { digits, weights, gradients } = memory;
const { hidden, dropPixel, dropHidden, microBatches, rows } = SETTINGS;

const barrier = new Barrier(memory.barrier, workers);
const batches = new Batches(new Generator(SETTINGS.seed));
const part = (k: number) => Math.floor((k * LENGTH) / workers);

tf.env().set('PROD', true); // without advice on which backend to install
await tf.setBackend('cpu');
const layers = layersFor(tf);
const model = tf.sequential({
  layers: [
    layers.dropout({ rate: dropPixel, seed: masks.pixels.seed, inputShape: [PIXELS] }),
    tf.layers.dense({ units: hidden, activation: 'relu' }),
    layers.dropout({ rate: dropHidden, seed: masks.hidden.seed }),
    tf.layers.dense({ units: CLASSES }),
  ],
});
const batch = splitBatch(model, { rank: worker, ranks: workers, batchSize: BATCH, microBatches });
const variables = model.getWeights() as tf.Variable[];

/** Copies the weights of the step into the model. */
function load(): void {
  let at = 0;
  for (const variable of variables) {
    variable.assign(tf.tensor(weights.slice(at, at + variable.size), variable.shape));
    at += variable.size;
  }
}

/** The loss, summed over samples. */
function lossOf(samples: Uint32Array): tf.Scalar {
  const pixels = Array.from(samples, (sample) => digits.pixels.subarray(sample * PIXELS, (sample + 1) * PIXELS));
  const x = tf.stack(pixels.map((row) => tf.tensor1d(row)));
  const labels = tf.oneHot(
    Array.from(samples, (sample) => digits.labels[sample]),
    CLASSES,
  );
  const logits = model.apply(x, { training: true }) as tf.Tensor;
  return tf.losses.softmaxCrossEntropy(labels, logits).mul(samples.length);
}

barrier.wait();
const start = performance.now();
for (let step = 0; step < steps; ++step) {
  const samples = batches.of(step);
  tf.tidy(load);
  batch.step((from, to) =>
    tf.tidy(() => {
      const { grads } = tf.variableGrads(() => lossOf(samples.subarray(from, to)), variables);
      let at = (from / rows) * LENGTH; // each micro-batch has its place
      for (const { name, size } of variables) {
        gradients.set(grads[name].dataSync(), at);
        at += size;
      }
    }),
  );
  barrier.wait(); // all gradients are written
  descend(memory, gradients, part(worker), part(worker + 1));
  barrier.wait(); // all weights are updated
}
parentPort?.postMessage((performance.now() - start) / 1000);
