/** Probabilities of all classes for many images. */

import type { Sequential } from '@tensorflow/tfjs';
import type { TensorFlow } from '../../bench/tfjs/tensorflow.js';
import type { Digits } from './data.js';

/** Images at a time: more need more memory and take as long. */
const BATCH = 2000;

/** @returns A row of probabilities for each image. */
export function predict(tf: TensorFlow, model: Sequential, { count, side, pixels }: Digits): Float32Array {
  return tf.tidy(() => {
    const x = tf.tensor2d(pixels, [count, side ** 2]);
    const y = model.predict(x, { batchSize: BATCH });
    return [y].flat()[0].dataSync<'float32'>();
  });
}
