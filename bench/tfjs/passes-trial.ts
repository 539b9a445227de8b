/** Times Monte Carlo passes of the MLP beside as many predictions and dropouts, on one backend, in a new process. */

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
  /** The dropout of as many passes alone. */
  dropouts: number[];
  monteCarlo: number[];
}

await answer(async ({ backend, batch, passes, budget }: PassesTrial): Promise<PassesTimes> => {
  const tf = await tensorFlow(backend);
  ours.install(tf);
  const model = mlpOf(tf, 'dropout');
  const [x, hidden] = [inputs(tf, [batch, MLP.input]), inputs(tf, [batch, MLP.hidden])];
  const predict = (): Tensor => model.predict(x) as Tensor;
  const repeated = (run: () => void | Promise<void>) => async (): Promise<void> => {
    for (let pass = 0; pass < passes; ++pass) await run();
  };
  const contenders = [
    repeated(async () => {
      const y = predict();
      await y.data();
      y.dispose();
    }),
    repeated(() => tf.dispose([ours.dropout(hidden, MLP.rate), ours.dropout(hidden, MLP.rate)])),
    () => ours.monteCarlo(passes, predict),
  ];
  const rounds = await interleave(
    contenders.map((run) => ({ run, untimed: 1 })),
    budget,
  );
  const [predictions, dropouts, monteCarlo] = rounds;
  return { predictions, dropouts, monteCarlo };
});
