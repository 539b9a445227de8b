/** Softmax and cross entropy. */

import { CLASSES } from './model.js';

/**
 * Replaces the logits by their gradient: the probabilities, minus 1 at the label.
 * @returns The loss, summed over the rows.
 */
export function crossEntropy(logits: Float32Array, labels: Uint8Array): number {
  let loss = 0;
  for (const [row, label] of labels.entries()) {
    const values = logits.subarray(row * CLASSES, (row + 1) * CLASSES);
    const largest = values.reduce((a, b) => Math.max(a, b));
    const exponentials = Float64Array.from(values, (value) => Math.exp(value - largest));
    const sum = exponentials.reduce((a, b) => a + b);
    loss += Math.log(sum) - (values[label] - largest);
    for (let k = 0; k < CLASSES; ++k) values[k] = exponentials[k] / sum - (k === label ? 1 : 0);
  }
  return loss;
}
