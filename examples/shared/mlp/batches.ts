/** The samples of a step: a function of the step alone, so they are neither sent to workers nor stored in checkpoints. */

import type { Generator } from 'native-dropout';
import { BATCH, TRAINING } from './settings.mjs';

const IN_EPOCH = TRAINING / BATCH;

export class Batches {
  readonly #order: Generator;
  #epoch = -1;
  #samples = new Uint32Array();

  constructor(run: Generator) {
    this.#order = run.split('order');
  }

  of(step: number): Uint32Array {
    const epoch = Math.floor(step / IN_EPOCH);
    if (epoch !== this.#epoch) {
      this.#order.draw = epoch;
      this.#samples = this.#order.permutation(TRAINING);
      this.#epoch = epoch;
    }
    const first = (step % IN_EPOCH) * BATCH;
    return this.#samples.subarray(first, first + BATCH);
  }
}
