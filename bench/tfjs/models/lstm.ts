import { layerSteps } from './layers.js';
import type { Model } from './model.js';

const [STEPS, FEATURES, UNITS, OUT] = [50, 64, 128, 10];

/** TensorFlow.js draws eight masks a batch, four each of [batch, features] and of [batch, units]. */
export const lstm: Model = {
  title: 'LSTM',
  batch: 32,
  steps: (tf, ours, batch) =>
    layerSteps(tf, ours, [batch, STEPS, FEATURES], 0.2, (rate) =>
      tf.sequential({
        layers: [
          tf.layers.lstm({
            ...{ units: UNITS, dropout: rate, recurrentDropout: rate, inputShape: [STEPS, FEATURES] },
            recurrentInitializer: 'glorotNormal', // the default (orthogonal) makes building the model slow
          }),
          tf.layers.dense({ units: OUT, activation: 'softmax' }),
        ],
      }),
    ),
};
