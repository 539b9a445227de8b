/** Times dropout alone, of one size and p on one backend, in a new process. */

import type { Tensor } from '@tensorflow/tfjs-core';
import * as ours from 'native-dropout/tfjs';
import { answer } from '../harness/fresh-process.js';
import { type Budget, type Contender, interleave } from '../harness/measure.js';
import { verify } from '../peers/peer.js';
import type { BackendName } from './backends.js';
import { tensorFlow } from './tensorflow.js';

export interface OpCase {
  n: number;
  p: number;
}

export interface OpTrial extends OpCase {
  backend: BackendName;
  budget: Budget;
}

/** Nanoseconds of a call, round by round. */
export interface OpTimes {
  /** Version of TensorFlow.js. */
  version: string;
  /** `multiply` is tf.mul by a number. */
  forward: { tf: number[]; ours: number[]; multiply: number[] };
  /** Forward and backward, by tf.grad of the sum of y. `without` is tf.grad of the sum of x. */
  both: { tf: number[]; ours: number[]; without: number[] };
}

await answer(async ({ backend, n, p, budget }: OpTrial): Promise<OpTimes> => {
  const tf = await tensorFlow(backend);
  // The result of an operation, so that x is in the same memory as the output of a layer.
  const x = tf.mul(tf.tensor1d(Float32Array.from({ length: n }, () => 0.5 + Math.random())), 2);
  const ones = new Float32Array(n).fill(1);

  type Run = (x: Tensor) => Tensor;
  const dropouts: Run[] = [(x) => tf.dropout(x, p), (x) => ours.dropout(x, p)];
  const gradients = [...dropouts, (x: Tensor) => x].map((run) => tf.grad((x: Tensor) => tf.sum(run(x))));
  const check = (inputs: Float32Array) => (run: Run, which: number) => {
    const y = run(x);
    verify(['tf.dropout', 'native-dropout'][which], p, inputs, y.dataSync<'float32'>());
    y.dispose();
  };
  dropouts.forEach(check(x.dataSync<'float32'>()));
  gradients.slice(0, dropouts.length).forEach(check(ones));

  const multiply: Run = (x) => tf.mul(x, 1 / (1 - p));
  const contenders = [...dropouts, multiply, ...gradients].map((run): Contender => ({ run: () => run(x).dispose() }));
  const [forward, oursForward, multiplied, both, oursBoth, without] = await interleave(contenders, budget);
  return {
    version: tf.version.tfjs,
    forward: { tf: forward, ours: oursForward, multiply: multiplied },
    both: { tf: both, ours: oursBoth, without },
  };
});
