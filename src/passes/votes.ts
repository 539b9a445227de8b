/** Votes and entropies of passes whose outputs are probabilities of classes. */

import type { Fresh, FreshWords } from '../core/dtype.js';
import { message, wrongValue } from '../input/errors.js';
import type { PredictiveClasses } from './predictive.js';

/** How far the probabilities of a row may add up to something other than 1: bfloat16 rounds each by up to 1/512. */
const TOLERANCE = 0.01;

/** The entropy of a row of probabilities: the sum of -p ln p. */
function entropyOf(values: Float64Array, first: number, classes: number): number {
  let sum = 0;
  for (let i = first; i < first + classes; ++i) {
    if (values[i] > 0) sum -= values[i] * Math.log(values[i]);
  }
  return sum;
}

/** The index of the largest value of a row; of several, the first. */
function largestOf(values: Float64Array, first: number, classes: number): number {
  let largest = first;
  for (let i = first + 1; i < first + classes; ++i) if (values[i] > values[largest]) largest = i;
  return largest;
}

export class Votes {
  readonly #name: string;
  readonly #classes: number;
  readonly #votes: FreshWords;
  /** For each row, the sum of the passes' entropies. */
  readonly #entropies: Fresh<Float64Array>;

  /** @throws {RangeError} if `length` numbers are no rows of `classes`. */
  constructor(name: string, classes: number, length: number) {
    if (length % classes !== 0) throw wrongValue('classes', `a divisor of ${length}, the length of ${name}`, classes);
    this.#name = name;
    this.#classes = classes;
    this.#votes = new Uint32Array(length);
    this.#entropies = new Float64Array(length / classes);
  }

  /** @throws {RangeError} if a row is not the probabilities of classes. */
  add(values: Float64Array): void {
    for (let row = 0; row < this.#entropies.length; ++row) {
      const first = row * this.#classes;
      this.#check(values, first, row);
      this.#votes[largestOf(values, first, this.#classes)] += 1;
      this.#entropies[row] += entropyOf(values, first, this.#classes);
    }
  }

  #check(values: Float64Array, first: number, row: number): void {
    let sum = 0;
    for (let i = first; i < first + this.#classes; ++i) {
      if (!(values[i] >= 0)) throw this.#noProbabilities(row, String(values[i]));
      sum += values[i];
    }
    if (Math.abs(sum - 1) > TOLERANCE) throw this.#noProbabilities(row, `a sum of ${sum}`);
  }

  #noProbabilities(row: number, came: string): RangeError {
    const expected = `probabilities that add up to 1 in rows of ${this.#classes} classes`;
    return new RangeError(message(this.#name, expected, `${came} in row ${row}`));
  }

  result(mean: Float64Array, n: number): PredictiveClasses {
    const entropy = this.#entropies.map((_, row) => entropyOf(mean, row * this.#classes, this.#classes));
    // At least 0 by Jensen's inequality; rounding may give less.
    const mutualInformation = entropy.map((whole, row) => Math.max(0, whole - this.#entropies[row] / n));
    return { votes: this.#votes, entropy, mutualInformation };
  }
}
