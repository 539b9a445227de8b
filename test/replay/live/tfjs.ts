import * as tf from '@tensorflow/tfjs';
import { dropout } from 'native-dropout';
import { TfjsSeed } from 'native-dropout/replay';
import { inputs, NONE } from './arrays.js';
import type { Chance } from './chance.js';
import { type Framework, kindOf, type Outcome, outcome } from './framework.js';

interface Setup {
  seed: number | string;
}

const kind = kindOf<Setup, TfjsSeed>();
const spread = (chance: Chance) => [chance.length(), chance.of([0, 0.3, -7]), chance.of([1, 0.02, 3.3])] as const;
const range = (chance: Chance) => [chance.length(), -5 * chance.unit(), 9 * chance.unit()] as const;

/** What TensorFlow.js gives in a step. */
const STEPS: Record<string, (seed: number, ...args: never[]) => tf.Tensor> = {
  dropout: (seed, n: number, rate: number) => {
    const y = tf.dropout(tf.tensor1d(inputs(n)), rate, undefined, seed);
    return tf.where(tf.notEqual(y, 0), y, tf.zerosLike(y)); // +0
  },
  uniform: (seed, n: number, low: number, high: number) => tf.randomUniform([n], low, high, 'float32', seed),
  normal: (seed, n: number, mean: number, std: number) => tf.randomNormal([n], mean, std, 'float32', seed),
  truncated: (seed, n: number, mean: number, std: number) => tf.truncatedNormal([n], mean, std, 'float32', seed),
  glorot_uniform: (seed, shape: number[]) => tf.initializers.glorotUniform({ seed }).apply(shape) as tf.Tensor,
};

export const tfjs: Framework<Setup, TfjsSeed> = {
  name: 'TensorFlow.js',
  isInstalled: true,
  async theirs(scripts) {
    await tf.setBackend('cpu');
    return scripts.map(({ setup, steps }) =>
      steps.map(([name, args]): Outcome => {
        const numbers = tf.tidy(() => STEPS[name](setup.seed as number, ...(args as never[])).dataSync());
        return outcome(numbers as Float32Array, NONE);
      }),
    );
  },
  setup: (chance, index) => ({ seed: chance.of([index + 1, -1e21 * (index + 1), chance.unit(), `seed ${index}`]) }),
  start: ({ seed }) => new TfjsSeed(seed),
  state: () => NONE,
  kinds: {
    dropout: kind(
      (chance) => [chance.length(), chance.rateBelowOne()] as const,
      (generator, n, rate) => dropout(inputs(n), rate, { generator }),
    ),
    uniform: kind(range, (generator, n, low, high) => generator.randomUniform(n, low, high)),
    normal: kind(spread, (generator, n, mean, std) => generator.randomNormal(n, mean, std)),
    truncated: kind(spread, (generator, n, mean, std) => generator.truncatedNormal(n, mean, std)),
    glorot_uniform: kind(
      (chance) =>
        [
          chance.of([
            [5, 8],
            [3, 3, 4, 6],
          ]),
        ] as const,
      (generator, shape) => generator.glorotUniform(shape),
    ),
  },
};
