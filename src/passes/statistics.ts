/** The statistics of one output over the passes. */

import type { Fresh } from '../core/dtype.js';
import { wrongValue } from '../input/errors.js';
import type { Asked } from './asked.js';
import type { Predictive, PredictiveClasses, PredictiveQuantiles, PredictiveSamples } from './predictive.js';
import { quantilesOf } from './quantiles.js';
import { Votes } from './votes.js';

export type Results = Predictive & Partial<PredictiveSamples & PredictiveQuantiles & PredictiveClasses>;

/** Welford, "Note on a method for calculating corrected sums of squares and products", Technometrics 4, 1962. */
function addPass(values: Float64Array, pass: number, mean: Float64Array, squares: Float64Array): void {
  for (let i = 0; i < values.length; ++i) {
    const change = values[i] - mean[i];
    mean[i] += change / pass;
    squares[i] += change * (values[i] - mean[i]);
  }
}

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
  #spare: Fresh<Float64Array> | undefined;

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

  /** @throws {RangeError} if the pass has another length, or is not the probabilities of classes. */
  add(values: Fresh<Float64Array>): void {
    const { length } = this.#mean;
    if (values.length !== length) throw wrongValue(this.#name, `${length} elements in every pass`, values.length);
    this.#votes?.add(values);
    this.#passes += 1;
    addPass(values, this.#passes, this.#mean, this.#squares);
    if (this.#asked.samples || this.#asked.quantiles !== undefined) this.#samples.push(values);
    else this.#spare = values;
  }

  /** The array of a pass that is no longer needed. */
  get spare(): Fresh<Float64Array> | undefined {
    return this.#spare;
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
