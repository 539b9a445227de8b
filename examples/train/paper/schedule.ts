/** Lets a learning rate fall linearly to 0, batch by batch. */

import type { MomentumOptimizer } from '@tensorflow/tfjs';
import type { FitCallback } from 'native-dropout/tfjs';

/** @param batches Number of batches in an epoch. */
export function falling(optimizer: MomentumOptimizer, start: number, epochs: number, batches: number): FitCallback {
  let epoch = 0;
  return {
    onEpochBegin(now) {
      epoch = now;
    },
    onBatchBegin(batch) {
      optimizer.setLearningRate(start * (1 - (epoch + batch / batches) / epochs));
    },
  };
}
