/** Models of tf.layers. Their dropout is TensorFlow.js's or, after install(), ours. */

import type { Tensor } from '@tensorflow/tfjs-core';
import type { Sequential } from '@tensorflow/tfjs-layers';
import type { Ours, TensorFlow } from '../tensorflow.js';
import { classes, inputs, type Step, type Variant } from './model.js';

/** `build(0)` is the model without dropout. */
export function layerSteps(
  tf: TensorFlow,
  ours: Ours,
  inputShape: number[],
  rate: number,
  build: (rate: number) => Sequential,
): Record<Variant, Step> {
  const x = inputs(tf, inputShape);
  const y = classes(tf, inputShape[0]);
  const [without, dropping] = [build(0), build(rate)];
  for (const model of [without, dropping])
    model.compile({ optimizer: tf.train.adam(), loss: 'categoricalCrossentropy' });
  return {
    without: { prepare: () => ours.uninstall(tf), run: () => train(without, x, y) },
    tf: { prepare: () => ours.uninstall(tf), run: () => train(dropping, x, y) },
    ours: { prepare: () => ours.install(tf), run: () => train(dropping, x, y) },
  };
}

async function train(model: Sequential, x: Tensor, y: Tensor): Promise<number> {
  return Number(await model.trainOnBatch(x, y));
}
