/** Whether a network is right as often as it says: Guo et al., "On calibration of modern neural networks", ICML 2017. */

import { likeliest, type Probabilities, rowOf } from './probabilities.js';

export const BINS = 15;

export interface Bin {
  count: number;
  /** The mean of the largest probability, of the images in this bin. */
  confidence: number;
  /** The share of these images whose predicted class is right. */
  accuracy: number;
}

export interface Calibration {
  /** Bin k has the confidences in (k / n, (k + 1) / n]. */
  bins: Bin[];
  /** The expected calibration error: |accuracy - confidence|, averaged over all images. */
  error: number;
}

/**
 * @param probabilities A row for each image, one number a class.
 * @param labels The class of each image.
 */
export function calibrationOf(probabilities: Probabilities, labels: Uint8Array, bins = BINS): Calibration {
  const sums = Array.from({ length: bins }, () => ({ count: 0, confidence: 0, right: 0 }));
  labels.forEach((label, k) => {
    const row = rowOf(probabilities, k);
    const predicted = likeliest(row);
    const bin = sums[Math.min(Math.max(Math.ceil(row[predicted] * bins) - 1, 0), bins - 1)];
    bin.count += 1;
    bin.confidence += row[predicted];
    bin.right += Number(predicted === label);
  });
  const error = sums.reduce((sum, { confidence, right }) => sum + Math.abs(right - confidence), 0) / labels.length;
  return {
    bins: sums.map(({ count, confidence, right }) => ({
      count,
      confidence: confidence / count,
      accuracy: right / count,
    })),
    error,
  };
}
