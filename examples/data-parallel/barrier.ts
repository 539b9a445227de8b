/** A barrier: workers wait until all of them have arrived. */

/** Bytes of shared memory that a barrier needs. */
export const BARRIER = 8;

const ARRIVED = 0;
const ROUND = 1;

export class Barrier {
  readonly #words: Int32Array;
  readonly #workers: number;

  constructor(words: Int32Array, workers: number) {
    this.#words = words;
    this.#workers = workers;
  }

  wait(): void {
    const words = this.#words;
    const round = Atomics.load(words, ROUND);
    if (Atomics.add(words, ARRIVED, 1) + 1 < this.#workers) {
      while (Atomics.load(words, ROUND) === round) Atomics.wait(words, ROUND, round);
      return;
    }
    Atomics.store(words, ARRIVED, 0);
    Atomics.add(words, ROUND, 1);
    Atomics.notify(words, ROUND);
  }
}
