import type { TensorFlow } from '../tensorflow.js';
import { type Dropping, droppingLayers, layerSteps } from './layers.js';
import type { Model } from './model.js';

const [IN, HIDDEN, OUT] = [784, 512, 10];
export const MLP = { input: IN, hidden: HIDDEN, rate: 0.5 };

/** Two hidden layers, each with dropout behind it. */
export function mlpOf(tf: TensorFlow, dropping: Dropping) {
  const dropout = () => droppingLayers(tf, dropping, MLP.rate);
  return tf.sequential({
    layers: [
      tf.layers.dense({ units: HIDDEN, activation: 'relu', inputShape: [IN] }),
      ...dropout(),
      tf.layers.dense({ units: HIDDEN, activation: 'relu' }),
      ...dropout(),
      tf.layers.dense({ units: OUT, activation: 'softmax' }),
    ],
  });
}

export const mlp: Model = {
  title: 'MLP',
  batch: 128,
  steps: (tf, ours, batch) => layerSteps(tf, ours, [batch, IN], (dropping) => mlpOf(tf, dropping)),
};
