import type { ComputeArray, FloatArray, Fresh } from '../core/dtype.js';
import { checkInteger } from '../input/check.js';
import { message, wrongType, wrongValue } from '../input/errors.js';
import { plain, viewOf } from '../input/view.js';
import { drawsTaken, duringPasses } from '../random/passes.js';

/** What n passes gave, element by element. */
export interface Predictive {
  /** The mean of the passes. */
  mean: Fresh<Float64Array>;
  /** Their standard deviation, with n - 1 in the denominator: how uncertain the model is. */
  std: Fresh<Float64Array>;
}

/**
 * Monte Carlo dropout (Gal and Ghahramani, "Dropout as a Bayesian approximation", ICML 2016): calls `run` n times, with
 * every layer of this package that it uses dropping as in training, and gives the mean and the standard deviation of what
 * it returns, by Welford's method in float64. Layers keep their pending masks, and all generators are put back where they
 * stood, also those that `run` seeds or moves, and if it throws: a training run goes on as if this had not been called, and
 * the same input has the same estimate each time. A call that is told `training` keeps to that; p and modes that `run` sets
 * stay set.
 *
 * @param n How many passes: an integer of at least 2.
 * @param run Gives a Float32Array, a Float64Array or a Float16Array, of the same length each time; it may be the same array,
 * as a layer with reuseOutput gives it.
 * @throws {TypeError | RangeError} if n is no such integer, or run no function or does not return such an array; a promise
 * is none.
 * @throws {Error} if no draw was taken in all the passes, because then nothing dropped and the deviation says nothing.
 *
 * @example
 * import { Dropout, Generator, monteCarlo } from 'native-dropout';
 * const layer = new Dropout(0.5, { generator: new Generator(42) }).eval();
 * const { mean, std } = monteCarlo(100, () => layer.forward(Float32Array.of(1, 2, 3)));
 */
export function monteCarlo(n: number, run: () => FloatArray): Predictive {
  checkInteger('n', n, 2, Number.MAX_SAFE_INTEGER);
  if (typeof run !== 'function') throw wrongType('run', 'a function', run);
  return duringPasses(() => {
    const draws = drawsTaken();
    const mean = Float64Array.from(valuesOf(run()));
    const squares = new Float64Array(mean.length);
    for (let pass = 2; pass <= n; ++pass) {
      const values = valuesOf(run());
      if (values.length !== mean.length) {
        throw wrongValue('run', `${mean.length} elements in every pass`, values.length);
      }
      for (let i = 0; i < mean.length; ++i) {
        const change = values[i] - mean[i];
        mean[i] += change / pass;
        squares[i] += change * (values[i] - mean[i]);
      }
    }
    if (drawsTaken() === draws) throw nothingDropped(n);
    return { mean, std: squares.map((square) => Math.sqrt(square / (n - 1))) };
  });
}

function nothingDropped(n: number): Error {
  const advice = 'use layers or functions of native-dropout, or install(tf); a call with training: false never drops';
  return new Error(message('run', 'a function that drops', `no draw in ${n} passes`, advice));
}

/** The numbers of an array that `run` has returned, whose own methods and length may be the user's. */
function valuesOf(returned: FloatArray): ComputeArray {
  const { array, dtype, length } = viewOf('run', returned);
  const values = plain(array, dtype, 0, length);
  if (dtype.stored === undefined) return values as ComputeArray;
  const wide = new Float32Array(length);
  dtype.stored.widen(values as Uint16Array, 0, length, wide);
  return wide;
}
