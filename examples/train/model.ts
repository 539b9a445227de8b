/** A network of dense layers, with dropout before each layer of weights if its rate is not 0. */

import { createHash } from 'node:crypto';
import type { layers, Sequential } from '@tensorflow/tfjs';
import { layersFor } from 'native-dropout/tfjs';
import type { TensorFlow } from '../../bench/tfjs/tensorflow.js';
import { CLASSES } from './probabilities.js';

const PIXELS = 784;

/** Pixels are dropped less often than hidden units: with 0.2 if those have 0.5 (Srivastava et al., "Dropout", JMLR 2014). */
const INPUT_SHARE = 0.4;

/**
 * @param hidden The sizes of the hidden layers.
 * @param rate The probability of dropping a hidden unit; 0 makes the network without dropout.
 * @param layers The maker of dropout layers. Default: that of this package.
 */
export function makeModel(
  tf: TensorFlow,
  hidden: readonly number[],
  rate: number,
  { dropout }: { dropout(args: { rate: number }): layers.Layer } = layersFor(tf),
): Sequential {
  const model = tf.sequential();
  model.add(tf.layers.inputLayer({ inputShape: [PIXELS] }));
  if (rate > 0) model.add(dropout({ rate: INPUT_SHARE * rate }));
  for (const units of hidden) {
    model.add(tf.layers.dense({ units, activation: 'relu', kernelInitializer: 'heNormal' }));
    if (rate > 0) model.add(dropout({ rate }));
  }
  model.add(tf.layers.dense({ units: CLASSES, activation: 'softmax' }));
  return model;
}

/** SHA-256 of all weights. */
export function hashOf(model: Sequential): string {
  const hash = createHash('sha256');
  for (const weight of model.getWeights()) hash.update(weight.dataSync<'float32'>());
  return hash.digest('hex');
}
