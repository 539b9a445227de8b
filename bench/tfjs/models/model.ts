/** The interface of the models: training steps with TensorFlow.js's dropout, with ours, or without dropout. */

import type { Contender } from '../../harness/measure.js';
import type { Ours, TensorFlow } from '../tensorflow.js';

export const VARIANTS = ['without', 'tf', 'ours'] as const;
export type Variant = (typeof VARIANTS)[number];

export interface Step extends Contender {
  /** Trains one step, always on the same batch. @returns The loss. */
  run(): Promise<number>;
}

export interface Model {
  title: string;
  batch: number;
  steps(tf: TensorFlow, ours: Ours, batch: number): Record<Variant, Step>;
}

/** Random numbers of either sign. */
export function inputs(tf: TensorFlow, shape: number[]) {
  return tf.randomUniform(shape, -1, 1);
}

/** One of 10 classes for each sample. */
export function classes(tf: TensorFlow, batch: number) {
  return tf.oneHot(tf.randomUniform([batch], 0, 10, 'int32'), 10).toFloat();
}
