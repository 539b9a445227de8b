/** The part of a batch that one worker calculates: consecutive micro-batches. */

import { addGradient, backward, forward } from './dense.js';
import { type Digits, PIXELS } from './digits.js';
import { crossEntropy } from './loss.js';
import { digestMasks, type StepMasks } from './masks.js';
import { CLASSES, LENGTH, layersOf } from './model.js';
import { SETTINGS } from './settings.mjs';

const { microBatches, rows, hidden } = SETTINGS;

/** This worker has micro-batches `first` to `end` - 1. */
export interface Share {
  first: number;
  end: number;
}

export function shareOf(worker: number, workers: number): Share {
  const from = (k: number) => Math.floor((k * microBatches) / workers);
  return { first: from(worker), end: from(worker + 1) };
}

export class Shard {
  readonly #digits: Digits;
  readonly #share: Share;
  readonly #x: Float32Array;
  readonly #labels: Uint8Array;
  readonly #h: Float32Array;
  readonly #dh: Float32Array;
  readonly #y: Float32Array;

  constructor(digits: Digits, share: Share) {
    const samples = (share.end - share.first) * rows;
    this.#digits = digits;
    this.#share = share;
    this.#x = new Float32Array(samples * PIXELS);
    this.#labels = new Uint8Array(samples);
    this.#h = new Float32Array(samples * hidden);
    this.#dh = new Float32Array(samples * hidden);
    this.#y = new Float32Array(samples * CLASSES);
  }

  /**
   * Runs forward and backward. `batch` holds the samples of the whole batch. `gradients` and `digests` have a place per
   * micro-batch; only the places of this share are written.
   */
  run(weights: Float32Array, batch: Uint32Array, masks: StepMasks, gradients: Float32Array, digests: Uint8Array): void {
    const model = layersOf(weights);
    const [x, h, dh, y] = [this.#x, this.#h, this.#dh, this.#y];
    const { first, end } = this.#share;
    this.#gather(batch);

    // The index of an element in the mask of the batch is that of its first sample, times the features of a sample.
    const pixels = { offset: first * rows * PIXELS, inplace: true };
    const units = { offset: first * rows * hidden, inplace: true };

    masks.pixels.apply(x, pixels);
    forward(model.hidden, x, h);
    for (let i = 0; i < h.length; ++i) h[i] = Math.max(h[i], 0);
    masks.hidden.apply(h, units);
    forward(model.output, h, y);

    crossEntropy(y, this.#labels);
    backward(model.output, y, dh);
    masks.hidden.apply(dh, units);
    for (let i = 0; i < dh.length; ++i) if (h[i] === 0) dh[i] = 0;

    for (let k = first; k < end; ++k) {
      const gradient = layersOf(gradients.subarray(k * LENGTH, (k + 1) * LENGTH).fill(0));
      const mine = (all: Float32Array, features: number) =>
        all.subarray((k - first) * rows * features, (k - first + 1) * rows * features);
      addGradient(gradient.hidden, mine(x, PIXELS), mine(dh, hidden));
      addGradient(gradient.output, mine(h, hidden), mine(y, CLASSES));
      digestMasks(digests, masks, k);
    }
  }

  #gather(batch: Uint32Array): void {
    const { pixels, labels } = this.#digits;
    const mine = batch.subarray(this.#share.first * rows, this.#share.end * rows);
    for (const [row, sample] of mine.entries()) {
      this.#x.set(pixels.subarray(sample * PIXELS, (sample + 1) * PIXELS), row * PIXELS);
      this.#labels[row] = labels[sample];
    }
  }
}
