import type { Tensor } from '@tensorflow/tfjs-core';
import { layerSteps } from './layers.js';
import type { Model } from './model.js';

const RATE = 0.2;
const [STEPS, FEATURES, UNITS, OUT] = [50, 64, 128, 10];

/** TensorFlow.js draws eight masks a batch, four each of [batch, features] and of [batch, units]. */
export const lstm: Model = {
  title: 'LSTM',
  batch: 32,
  steps: (tf, ours, batch) =>
    layerSteps(tf, ours, [batch, STEPS, FEATURES], (dropping) =>
      tf.sequential({
        layers: [
          tf.layers.lstm({
            ...{ units: UNITS, inputShape: [STEPS, FEATURES] },
            ...(dropping !== 'without' && { dropout: RATE, recurrentDropout: RATE }),
            ...(dropping === 'multiplied' && { dropoutFunc: (x: Tensor, rate: number) => tf.mul(x, 1 / (1 - rate)) }),
            recurrentInitializer: 'glorotNormal', // the default (orthogonal) makes building the model slow
          }),
          tf.layers.dense({ units: OUT, activation: 'softmax' }),
        ],
      }),
    ),
};
