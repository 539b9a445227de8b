/** Trains a network for some steps on the engine of this process, and times steps, in a new process. */

import * as tf from '@tensorflow/tfjs';
import { seeded } from 'native-dropout/tfjs';
import { answer } from '../../bench/harness/fresh-process.js';
import { interleave } from '../../bench/harness/measure.js';
import { median } from '../../bench/harness/statistics.js';
import { useBackend } from './backend.js';
import { readData } from './data.js';
import { hashOf, makeModel } from './model.js';
import { FallingAdam } from './optimizer.js';
import type { Settings } from './options.js';
import { BATCH, HIDDEN } from './train.js';

export interface GainSpec extends Pick<Settings, 'backend' | 'rate'> {
  /** Steps of the training. */
  steps: number;
  /** Whether to time steps. */
  timed: boolean;
}

export interface GainTrial {
  /** Of all weights after the last step. */
  sha256: string;
  /** Milliseconds of a step with dropout of TensorFlow.js and with ours, if they were timed. */
  tf: number;
  ours: number;
}

await answer(async ({ backend, rate, steps, timed }: GainSpec): Promise<GainTrial> => {
  await useBackend(backend);
  const { pixels, labels, side } = readData().training(1, steps * BATCH);
  const run = seeded(1);
  const model = compiled(makeModel(tf, HIDDEN, rate));
  const x = tf.tensor2d(pixels, [labels.length, side ** 2]);
  const y = tf.tensor1d(Float32Array.from(labels));
  await model.fit(x, y, { epochs: 1, batchSize: BATCH, verbose: 0, yieldEvery: 'never' });
  run.stop();
  const sha256 = hashOf(model);

  const times = { tf: Number.NaN, ours: Number.NaN };
  if (timed) {
    const batch = [x.slice(0, BATCH), y.slice(0, BATCH)] as const;
    const models = [compiled(makeModel(tf, HIDDEN, rate, tf.layers)), model];
    const contenders = models.map((one) => ({ run: () => one.trainOnBatch(...batch) }));
    const rounds = await interleave(contenders, { seconds: 2, leastRounds: 5, sampleMilliseconds: 30 });
    [times.tf, times.ours] = rounds.map((nanoseconds) => median(nanoseconds) / 1e6);
  }
  return { sha256, ...times };
});

function compiled(model: tf.Sequential): tf.Sequential {
  model.compile({ optimizer: new FallingAdam(), loss: 'sparseCategoricalCrossentropy' });
  return model;
}
