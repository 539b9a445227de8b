/** A block of a transformer, by functions: attention and a feed-forward net, each with a residual and a layer norm. */

import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../tensorflow.js';
import { inputs, type Model, type Step } from './model.js';

const [TOKENS, WIDTH, HEADS, HIDDEN] = [64, 128, 4, 512];
const RATE = 0.1;

type Dropout = (x: Tensor) => Tensor;

interface Linear {
  weights: Variable;
  bias: Variable;
}

interface Norm {
  gain: Variable;
  bias: Variable;
}

export const transformer: Model = {
  title: 'transformer block',
  batch: 16,
  steps(tf, ours, batch) {
    const x = inputs(tf, [batch, TOKENS, WIDTH]);
    const target = inputs(tf, [batch, TOKENS, WIDTH]);
    const step = (dropout: Dropout): Step => {
      const { apply, variables } = makeBlock(tf);
      const optimizer = tf.train.adam();
      const lossOf = () => tf.losses.meanSquaredError(target, apply(x, dropout)).asScalar();
      return {
        async run() {
          const loss = optimizer.minimize(lossOf, true, variables);
          const value = (await loss?.data())?.[0] ?? Number.NaN;
          loss?.dispose();
          return value;
        },
      };
    };
    return {
      without: step((x) => x),
      tf: step((x) => tf.dropout(x, RATE)),
      ours: step((x) => ours.dropout(x, RATE)),
      multiplied: step((x) => tf.mul(x, 1 / (1 - RATE))),
    };
  },
};

interface Block {
  apply: (x: Tensor, dropout: Dropout) => Tensor;
  variables: Variable[];
}

function makeBlock(tf: TensorFlow): Block {
  const glorot = tf.initializers.glorotUniform({});
  const variables: Variable[] = [];
  const variable = (initial: Tensor): Variable => {
    const made = tf.variable(initial);
    variables.push(made);
    return made;
  };
  const makeLinear = (from: number, to: number): Linear => ({
    weights: variable(glorot.apply([from, to])),
    bias: variable(tf.zeros([to])),
  });
  const makeNorm = (): Norm => ({ gain: variable(tf.ones([WIDTH])), bias: variable(tf.zeros([WIDTH])) });
  const [query, key, value, mix] = [0, 1, 2, 3].map(() => makeLinear(WIDTH, WIDTH));
  const [up, down] = [makeLinear(WIDTH, HIDDEN), makeLinear(HIDDEN, WIDTH)];
  const [first, second] = [makeNorm(), makeNorm()];

  const linear = (x: Tensor, { weights, bias }: Linear): Tensor => {
    const [from, to] = weights.shape;
    return tf.reshape(tf.add(tf.matMul(tf.reshape(x, [-1, from]), weights), bias), [...x.shape.slice(0, -1), to]);
  };
  const norm = (x: Tensor, { gain, bias }: Norm): Tensor => {
    const { mean, variance } = tf.moments(x, -1, true);
    return tf.add(tf.mul(tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, 1e-5))), gain), bias);
  };
  const heads = (x: Tensor): Tensor => tf.transpose(tf.reshape(x, [-1, TOKENS, HEADS, WIDTH / HEADS]), [0, 2, 1, 3]);

  const attend = (x: Tensor, dropout: Dropout): Tensor => {
    const [q, k, v] = [query, key, value].map((weights) => heads(linear(x, weights)));
    const scores = tf.mul(tf.matMul(q, k, false, true), 1 / Math.sqrt(WIDTH / HEADS));
    const mixed = tf.matMul(dropout(tf.softmax(scores)), v);
    return linear(tf.reshape(tf.transpose(mixed, [0, 2, 1, 3]), x.shape), mix);
  };
  const feedForward = (x: Tensor, dropout: Dropout): Tensor => linear(dropout(tf.relu(linear(x, up))), down);

  const apply = (x: Tensor, dropout: Dropout): Tensor => {
    const attended = norm(tf.add(x, dropout(attend(x, dropout))), first);
    return norm(tf.add(attended, dropout(feedForward(attended, dropout))), second);
  };
  return { apply, variables };
}
