/** Models of tf.layers. Their dropout is TensorFlow.js's or, after install(), ours. */

import type { Tensor } from '@tensorflow/tfjs-core';
import type { layers, Sequential } from '@tensorflow/tfjs-layers';
import type { Ours, TensorFlow } from '../tensorflow.js';
import { classes, inputs, type Step, type Variant } from './model.js';

/** What the models drop with: nothing, layers of TensorFlow.js, or a multiplication by a number. */
export type Dropping = 'without' | 'dropout' | 'multiplied';

/** The layers of a dropout of `rate`. */
export function droppingLayers(tf: TensorFlow, dropping: Dropping, rate: number): layers.Layer[] {
  if (dropping === 'without') return [];
  if (dropping === 'dropout') return [tf.layers.dropout({ rate })];
  class Multiply extends tf.layers.Layer {
    static className = 'Multiply';
    override call(inputs: Tensor | Tensor[]): Tensor {
      return tf.mul([inputs].flat()[0], 1 / (1 - rate));
    }
  }
  return [new Multiply({})];
}

export function layerSteps(
  tf: TensorFlow,
  ours: Ours,
  inputShape: number[],
  build: (dropping: Dropping) => Sequential,
): Record<Variant, Step> {
  const x = inputs(tf, inputShape);
  const y = classes(tf, inputShape[0]);
  const [without, dropping, multiplied] = (['without', 'dropout', 'multiplied'] as const).map(build);
  for (const model of [without, dropping, multiplied])
    model.compile({ optimizer: tf.train.adam(), loss: 'categoricalCrossentropy' });
  return {
    without: { prepare: () => ours.uninstall(tf), run: () => train(without, x, y) },
    tf: { prepare: () => ours.uninstall(tf), run: () => train(dropping, x, y) },
    ours: { prepare: () => ours.install(tf), run: () => train(dropping, x, y) },
    multiplied: { prepare: () => ours.uninstall(tf), run: () => train(multiplied, x, y) },
  };
}

async function train(model: Sequential, x: Tensor, y: Tensor): Promise<number> {
  return Number(await model.trainOnBatch(x, y));
}
