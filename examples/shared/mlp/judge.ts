/** Loss and accuracy in evaluation, without dropout. */

import { forward } from './dense.js';
import { type Digits, PIXELS } from './digits.js';
import { crossEntropy } from './loss.js';
import { CLASSES, layersOf } from './model.js';
import { SETTINGS } from './settings.mjs';

export function judge(weights: Float32Array, { pixels, labels }: Digits): { loss: number; accuracy: number } {
  const count = pixels.length / PIXELS;
  const model = layersOf(weights);
  const h = new Float32Array(count * SETTINGS.hidden);
  const y = new Float32Array(count * CLASSES);
  forward(model.hidden, pixels, h);
  for (let i = 0; i < h.length; ++i) h[i] = Math.max(h[i], 0);
  forward(model.output, h, y);

  let right = 0;
  for (const [row, label] of labels.entries()) {
    const logits = y.subarray(row * CLASSES, (row + 1) * CLASSES);
    if (logits.indexOf(Math.max(...logits)) === label) ++right;
  }
  return { loss: crossEntropy(y, labels) / count, accuracy: right / count };
}
