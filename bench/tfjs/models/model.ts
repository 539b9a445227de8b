/**
 * The interface of the models: training steps without dropout, with TensorFlow.js's, with ours, or with a
 * multiplication in its place, which is the limit.
 */

import type { Contender } from '../../harness/measure.js';
import type { Ours, TensorFlow } from '../tensorflow.js';

export const VARIANTS = ['without', 'tf', 'ours', 'multiplied'] as const;
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
