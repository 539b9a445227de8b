/** Times Monte Carlo passes of the MLP beside as many predictions by hand, on one backend, in a new process. */

import type { Tensor } from '@tensorflow/tfjs-core';
import * as ours from 'native-dropout/tfjs';
import { answer } from '../harness/fresh-process.js';
import { type Budget, interleave } from '../harness/measure.js';
import type { BackendName } from './backends.js';
import { MLP, mlpOf } from './models/mlp.js';
import { inputs } from './models/model.js';
import { tensorFlow } from './tensorflow.js';

export interface PassesCase {
  batch: number;
  passes: number;
}

export interface PassesTrial extends PassesCase {
  backend: BackendName;
  budget: Budget;
}

/** Nanoseconds of all passes, round by round. */
export interface PassesTimes {
  /** As many predictions in evaluation, which are read. */
  predictions: number[];
  /** As many predictions that drop, which are read: dropout takes longer between other operations than in a loop. */
  dropping: number[];
  monteCarlo: number[];
}

await answer(async ({ backend, batch, passes, budget }: PassesTrial): Promise<PassesTimes> => {
  const tf = await tensorFlow(backend);
  ours.install(tf);
  const model = mlpOf(tf, 'dropout');
  const x = inputs(tf, [batch, MLP.input]);
  const byHand = (training: boolean) => async (): Promise<void> => {
    for (let pass = 0; pass < passes; ++pass) {
      const y = tf.tidy(() => model.apply(x, { training }) as Tensor);
      await y.data();
      y.dispose();
    }
  };
  const contenders = [
    byHand(false),
    byHand(true),
    () => ours.monteCarlo(passes, () => model.apply(x, { training: false }) as Tensor),
  ];
  const rounds = await interleave(
    contenders.map((run) => ({ run, untimed: 1 })),
    budget,
  );
  const [predictions, dropping, monteCarlo] = rounds;
  return { predictions, dropping, monteCarlo };
});
