/** Gradient descent with momentum. */

import { LENGTH } from './model.js';
import { BATCH, SETTINGS } from './settings.mjs';

const { learningRate, momentum } = SETTINGS;

/**
 * Adds consecutive gradients in order, and takes a step with the weights from `first` to `end` - 1. The result for a
 * weight does not depend on the range.
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
