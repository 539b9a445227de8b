/** Trains one network. If it is killed, the next call continues after its last checkpoint. */

import { isDeepStrictEqual } from 'node:util';
import { type FitCallback, install, resumable, seeded } from 'native-dropout/tfjs';
import type { TensorFlow } from '../../../bench/tfjs/tensorflow.js';
import type { Digits } from '../data.js';
import { hashOf, makeModel } from '../model.js';
import { predict } from '../predict.js';
import { scoreOf } from '../scores.js';
import { BATCH, HIDDEN, MOMENTUM, type Network, SEED } from './plan.js';
import { falling } from './schedule.js';

export interface Settings {
  network: Network;
  learningRate: number;
  epochs: number;
  /** The folder of its checkpoints. */
  checkpoints: string;
}

/** An epoch. */
export interface Point {
  /** Mean cross-entropy of the epoch's batches, in training mode: with dropout, if the network has it. */
  loss: number;
  /** The share of wrong answers on the other images, without dropout. */
  error: number;
}

export interface Fitted {
  points: Point[];
  /** SHA-256 of all weights after the last epoch. */
  sha256: string;
}

/** The results of a network. */
export interface Row extends Fitted {
  network: string;
  learningRate: number;
}

/**
 * @param other Images that are not trained on.
 * @param tell Called after each epoch.
 */
export async function trainNetwork(
  tf: TensorFlow,
  { network, learningRate, epochs, checkpoints }: Settings,
  training: Digits,
  other: Digits,
  tell: (point: Point, epoch: number) => void,
): Promise<Fitted> {
  install(tf);
  const run = seeded(SEED); // weights, the order of images and masks
  const model = makeModel(tf, HIDDEN, network.rate);
  const optimizer = tf.train.momentum(learningRate, MOMENTUM);
  model.compile({ optimizer, loss: 'sparseCategoricalCrossentropy' });
  const x = tf.tensor2d(training.pixels, [training.count, training.side ** 2]);
  const y = tf.tensor1d(Float32Array.from(training.labels));
  const batches = Math.ceil(training.count / BATCH);
  const history: FitCallback & { state: { points: Point[] } } = {
    state: { points: [] },
    onEpochEnd(epoch, logs) {
      const { accuracy } = scoreOf(predict(tf, model, other), other.labels);
      const point = { loss: (logs as { loss: number }).loss, error: 1 - accuracy };
      history.state.points.push(point);
      tell(point, epoch + 1);
    },
  };
  const plan = { epochs, learningRate, images: training.count, backend: tf.getBackend() };
  const state = { ...plan };
  try {
    const resumed = await resumable(model, checkpoints, {
      run,
      state,
      callbacks: [falling(optimizer, learningRate, epochs, batches), history],
      everyBatches: Math.ceil(batches / CHECKPOINTS),
    });
    if (!isDeepStrictEqual(state, plan))
      throw new Error(`${checkpoints}: its checkpoints are of a different run; remove them`);
    await model.fit(x, y, { epochs, batchSize: BATCH, verbose: 0, yieldEvery: 'never', ...resumed });
    return { points: history.state.points, sha256: hashOf(model) };
  } finally {
    run.stop();
    tf.dispose([x, y]);
    model.dispose();
    optimizer.dispose();
  }
}

/** Number of checkpoints in an epoch. */
const CHECKPOINTS = 4;
