/** Gradient descent with momentum. */

import { LENGTH } from './model.js';
import { BATCH, SETTINGS } from './settings.js';

const { learningRate, momentum } = SETTINGS;

/**
 * Adds the gradients, which lie one after the other, in that order, and takes a step with the weights from `first` to
 * `end` - 1. No weight's result depends on where the range begins or ends.
 */
export function descend(
  { weights, velocity }: { weights: Float32Array; velocity: Float32Array },
  gradients: Float32Array,
  first = 0,
  end = LENGTH,
): void {
  for (let i = first; i < end; ++i) {
    let sum = 0;
    for (let at = i; at < gradients.length; at += LENGTH) sum = Math.fround(sum + gradients[at]);
    velocity[i] = momentum * velocity[i] + sum / BATCH;
    weights[i] -= learningRate * velocity[i];
  }
}
