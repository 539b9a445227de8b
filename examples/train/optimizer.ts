/** Adam with a learning rate that falls linearly to zero, so that the last epochs converge. */

import * as tf from '@tensorflow/tfjs';

/** The same for all networks. */
const LEARNING_RATE = 0.004;
const BETAS = [0.9, 0.999] as const;

export class FallingAdam extends tf.AdamOptimizer {
  constructor() {
    super(LEARNING_RATE, ...BETAS);
  }

  /** @param share How much of the training is done: 0 at its start, 1 at its end. */
  goTo(share: number): void {
    this.learningRate = LEARNING_RATE * (1 - share);
  }
}
