/** The statistics of one output over the passes. */

import type { Fresh } from '../core/dtype.js';
import { wrongValue } from '../input/errors.js';
import type { Asked } from './asked.js';
import type { Predictive, PredictiveClasses, PredictiveQuantiles, PredictiveSamples } from './predictive.js';
import { quantilesOf } from './quantiles.js';
import { Votes } from './votes.js';

export type Results = Predictive & Partial<PredictiveSamples & PredictiveQuantiles & PredictiveClasses>;

export class Statistics {
  readonly #name: string;
  readonly #asked: Pick<Asked, 'samples' | 'quantiles'>;
  readonly #mean: Fresh<Float64Array>;
  /** The sum of the squared differences from the mean. */
  readonly #squares: Fresh<Float64Array>;
  /** All passes, if samples or quantiles are asked for. */
  readonly #samples: Fresh<Float64Array>[] = [];
  readonly #votes: Votes | undefined;
  #passes = 0;

  /**
   * @param length The number of elements of every pass.
   * @throws {RangeError} if an output of this length has no rows of `classes`.
   */
  constructor(name: string, asked: Pick<Asked, 'samples' | 'quantiles'>, classes: number | undefined, length: number) {
    this.#name = name;
    this.#asked = asked;
    this.#mean = new Float64Array(length);
    this.#squares = new Float64Array(length);
    this.#votes = classes === undefined ? undefined : new Votes(name, classes, length);
  }

  /**
   * Welford, "Note on a method for calculating corrected sums of squares and products", Technometrics 4, 1962.
   * @throws {RangeError} if the pass has another length, or is not the probabilities of classes.
   */
  add(values: Fresh<Float64Array>): void {
    const [mean, squares] = [this.#mean, this.#squares];
    if (values.length !== mean.length) {
      throw wrongValue(this.#name, `${mean.length} elements in every pass`, values.length);
    }
    this.#votes?.add(values);
    this.#passes += 1;
    for (let i = 0; i < mean.length; ++i) {
      const change = values[i] - mean[i];
      mean[i] += change / this.#passes;
      squares[i] += change * (values[i] - mean[i]);
    }
    if (this.#asked.samples || this.#asked.quantiles !== undefined) this.#samples.push(values);
  }

  result(): Results {
    const [{ samples, quantiles }, n, mean] = [this.#asked, this.#passes, this.#mean];
    return {
      mean,
      std: this.#squares.map((square) => Math.sqrt(square / (n - 1))),
      ...(samples ? { samples: this.#samples } : {}),
      ...(quantiles === undefined ? {} : { quantiles: quantilesOf(this.#samples, quantiles) }),
      ...this.#votes?.result(mean, n),
    };
  }
}
