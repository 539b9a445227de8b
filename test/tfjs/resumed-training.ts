/** A program that trains with checkpoints, to be killed and started again in other processes. */

import { onNode } from './copy.js';

/** A training. */
export interface Case {
  optimizer: string;
  backend: string;
  /** Its checkpoints; none: it is not resumable. */
  folder?: string | undefined;
  /** The process kills itself before this batch. */
  kill?: number | undefined;
}

/** What is equal after equal trainings. */
export type Outcome = Record<'weights' | 'history' | 'draws' | 'random' | 'optimizer', string>;

export const EPOCHS = 4;
export const BATCHES = 8 * EPOCHS;

/** Does the cases one after the other, and prints their outcomes as JSON. */
export function resumedTraining(cases: readonly Case[]): string {
  return `
    import { createHash } from 'node:crypto';
    import { createRequire } from 'node:module';
    import { defaultGenerator } from 'native-dropout';
    import { dropout, install, layers, resumable, seeded } from 'native-dropout/tfjs';
    const require = createRequire(process.cwd() + '/${onNode ? 'build/tools/tfjs-node/' : ''}package.json');
    const tf = require('@tensorflow/tfjs${onNode ? '-node' : ''}');
    createRequire(process.cwd() + '/package.json')('@tensorflow/tfjs-backend-wasm');
    tf.env().set('PROD', true);
    install(tf);

    const OPTIMIZERS = {
      sgd: () => tf.train.sgd(0.05),
      momentum: () => tf.train.momentum(0.01, 0.9, true),
      rmsprop: () => tf.train.rmsprop(0.01, 0.9, 0.5),
      adagrad: () => tf.train.adagrad(0.05),
      adadelta: () => tf.train.adadelta(0.001),
      adam: () => tf.train.adam(0.01),
      adamax: () => tf.train.adamax(0.01, 0.9, 0.999, 1e-7, 0.1),
    };
    const sha = (values) => createHash('sha256').update(values).digest('hex').slice(0, 16);
    const bits = (tensors) => sha(Buffer.concat(tensors.map((t) => Buffer.from(Float32Array.from(t.dataSync()).buffer))));

    async function outcome({ optimizer, backend, folder, kill }) {
      await tf.setBackend(backend);
      const run = seeded(42);
      const model = tf.sequential();
      model.add(tf.layers.reshape({ targetShape: [3, 2], inputShape: [6] }));
      model.add(tf.layers.simpleRNN({ units: 6, dropout: 0.2, recurrentDropout: 0.1, returnSequences: true }));
      model.add(tf.layers.flatten());
      model.add(tf.layers.dropout({ rate: 0.3 }));
      model.add(tf.layers.gaussianNoise({ stddev: 0.1 }));
      model.add(tf.layers.dense({ units: 8, activation: 'relu' }));
      model.add(layers.dropout({ rate: 0.2, seed: 7 }));
      model.add(tf.layers.dense({ units: 1 }));
      model.compile({ optimizer: OPTIMIZERS[optimizer](), loss: 'meanSquaredError', metrics: ['mae'] });
      const [x, y] = [tf.randomNormal([30, 6]), tf.randomNormal([30, 1])];
      let batches = 0;
      const killer = {
        get state() { return batches; },
        set state(saved) { batches = saved; },
        onBatchBegin() {
          batches += 1;
          if (batches === kill) process.kill(process.pid, 'SIGKILL');
        },
      };
      const stopping = tf.callbacks.earlyStopping({ monitor: 'val_loss', patience: 3 });
      const callbacks = [stopping, killer];
      const fit = folder === undefined ? { callbacks: stopping } : await resumable(model, folder, { run, callbacks, everyBatches: 3 });
      const args = { epochs: ${EPOCHS}, batchSize: 4, validationData: [x, y], verbose: 0 };
      const { epoch, history } = await model.fit(x, y, { ...args, ...fit });
      const mask = tf.tidy(() => [...dropout(tf.ones([64]), 0.5).dataSync()]);
      const drawn = model.layers.map((layer) => layer.getConfig().draw);
      const slots = Object.entries(model.optimizer).flatMap(([, value]) =>
        value?.dataSync ? [value] : Array.isArray(value) ? value.map(({ variable }) => variable) : []);
      const made = {
        weights: bits(model.getWeights()),
        history: JSON.stringify({ epoch, history, wait: stopping.wait, best: stopping.best }),
        draws: JSON.stringify({ drawn, generator: defaultGenerator.state, mask: sha(String(mask)) }),
        random: String([Math.random(), Math.random()]),
        optimizer: model.optimizer.iterations + ' ' + bits(slots),
      };
      run.stop();
      return made;
    }
    const outcomes = [];
    for (const one of ${JSON.stringify(cases)}) outcomes.push(await outcome(one));
    console.log(JSON.stringify(outcomes));`;
}
