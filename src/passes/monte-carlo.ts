import type { ComputeArray, FloatArray, Fresh } from '../core/dtype.js';
import { checkInteger } from '../input/check.js';
import { message, wrongType, wrongValue } from '../input/errors.js';
import { plain, viewOf } from '../input/view.js';
import { drawsTaken, duringPasses } from '../random/passes.js';

/** Mean and standard deviation of n passes, element by element. */
export interface Predictive {
  /** The mean of the passes. */
  mean: Fresh<Float64Array>;
  /** The standard deviation of the passes, with n - 1 in the denominator: how uncertain the model is. */
  std: Fresh<Float64Array>;
}

/**
 * Estimates how uncertain a model is: calls `run` n times while every layer of this package drops, and returns the mean
 * and the standard deviation of the results (Monte Carlo dropout: Gal and Ghahramani, "Dropout as a Bayesian
 * approximation", ICML 2016; Welford's method in float64).
 *
 * Afterwards layers have their pending forwards again, and generators their states, even if `run` seeds a generator or
 * throws. So training continues undisturbed, and the same input has the same estimate. A call with the option `training`
 * does as it says. If `run` sets p or the mode of a layer, that remains.
 *
 * @param n The number of passes: an integer of at least 2.
 * @param run Returns a Float32Array, Float64Array or Float16Array of the same length each time; it may be the same array,
 * as with reuseOutput. It must be synchronous.
 * @returns Mean and standard deviation of each element of the results.
 * @throws {TypeError | RangeError} if n is no such integer, run is no function, or run returns no such array.
 * @throws {Error} if no pass took a draw: then nothing dropped, and the deviation would mean nothing.
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

/** The numbers of a returned array; its methods and getters do not run. */
function valuesOf(returned: FloatArray): ComputeArray {
  const { array, dtype, length } = viewOf('run', returned);
  const values = plain(array, dtype, 0, length);
  if (dtype.stored === undefined) return values as ComputeArray;
  const wide = new Float32Array(length);
  dtype.stored.widen(values as Uint16Array, 0, length, wide);
  return wide;
}
