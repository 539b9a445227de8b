import { checkInteger } from '../input/check.js';
import { message, wrongType } from '../input/errors.js';
import { Passes } from '../random/passes.js';
import { type Asked, readAsked } from './asked.js';
import { checkStructure, inStructure, isPromise, numbersOf, type Outputs, readOutputs } from './outputs.js';
import type { MonteCarloOptions, Only, PassOutputs, PredictiveOf } from './predictive.js';
import { Statistics } from './statistics.js';

/** Runs a later part of a pass, after an await, and returns what it returns. */
export type Again = <T>(part: () => T) => T;

/**
 * Estimates how uncertain a model is: calls `run` n times while every layer of this package drops, and returns the mean
 * and the standard deviation of the results (Monte Carlo dropout: Gal and Ghahramani, "Dropout as a Bayesian
 * approximation", ICML 2016; Welford's method in float64).
 *
 * Options add the outputs of all passes, quantiles and, for classifiers, votes and entropies. With p_kc the probability of
 * class c in pass k and m_c its mean, the entropy of the prediction is H = -Σ_c m_c ln m_c, and the mutual information of
 * prediction and weights is H + (1/n) Σ_k Σ_c p_kc ln p_kc, in nats (Gal, Islam and Ghahramani, "Deep Bayesian active
 * learning with image data", ICML 2017).
 *
 * Outside of the passes layers have their own pending forwards, and generators their own states, even if `run` seeds a
 * generator or throws. So training continues undisturbed, and the same input has the same estimate. A call with the option
 * `training` does as it says. If `run` sets p or the mode of a layer, that remains.
 *
 * If `run` is asynchronous, the passes follow each other, and a promise is returned. A pass is what `run` does before its
 * first await: after it layers do not drop, and neither does other code that runs meanwhile. `again(part)` calls a function
 * in the pass after an await.
 *
 * @param n The number of passes: an integer of at least 2.
 * @param run Returns an array of numbers, or a list or an object of several; or a promise of these. Number and lengths are
 * the same in each pass. It may be the same array each time, as with reuseOutput. Outputs may be typed arrays, or any
 * array-like objects of numbers.
 * @param options `samples`, `quantiles`, `classes`, `dtype` and `progress`.
 * @returns Mean and standard deviation of each element, and what the options ask for, in the structure of the outputs.
 * @throws {TypeError | RangeError} if an argument or an option is wrong, or run returns no numbers, other outputs than in
 * the first pass, or no probabilities although `classes` is given. Nothing has changed then.
 * @throws {Error} if no pass took a draw: then nothing dropped, and the deviation would mean nothing.
 *
 * @example
 * import { Dropout, Generator, monteCarlo } from 'native-dropout';
 * const layer = new Dropout(0.5, { generator: new Generator(42) }).eval();
 * const run = () => layer.forward(Float32Array.of(1, 2, 3));
 * const { mean, std, quantiles } = monteCarlo(100, run, { quantiles: [0.05, 0.95] });
 */
export function monteCarlo<O extends PassOutputs, A extends MonteCarloOptions = object>(
  n: number,
  run: (again: Again) => O,
  options?: Only<A>,
): PredictiveOf<O, A>;
export function monteCarlo<O extends PassOutputs, A extends MonteCarloOptions = object>(
  n: number,
  run: (again: Again) => PromiseLike<O>,
  options?: Only<A>,
): Promise<PredictiveOf<O, A>>;
export function monteCarlo(n: number, run: (again: Again) => unknown, options?: object): unknown {
  if (typeof n === 'function') throw wrongType('n', 'the number of passes', n, 'n comes before run');
  checkInteger('n', n, 2, Number.MAX_SAFE_INTEGER);
  if (typeof run !== 'function') throw wrongType('run', 'a function', run);
  const steps = passesOf(n, run, readAsked(options));
  let step = steps.next();
  if (!step.done && isPromise(step.value)) return finish(steps, step);
  while (!step.done) step = steps.next(step.value);
  return step.value;
}

type Steps = Generator<unknown, unknown, unknown>;

/** Yields what run() returns, and gets the outputs. Returns the results. */
function* passesOf(n: number, run: (again: Again) => unknown, asked: Asked): Steps {
  const passes = new Passes();
  const again: Again = (part) => passes.run(part);
  let first: Outputs<unknown> | undefined;
  let statistics: Statistics[] = [];
  for (let done = 1; done <= n; ++done) {
    const outputs = readOutputs(yield passes.run(() => run(again)));
    const { paths, values } = outputs;
    const numbers = values.map((value, i) => numbersOf(paths[i], value, asked.dtype, statistics[i]?.spare));
    if (first === undefined) {
      first = outputs;
      const classes = asked.classesOf(outputs);
      statistics = numbers.map(({ length }, i) => new Statistics(paths[i], asked, classes[i], length));
    }
    checkStructure(outputs, first);
    for (const [i, one] of statistics.entries()) one.add(numbers[i]);
    asked.progress?.(done, n);
  }
  if (passes.draws === 0) throw nothingDropped(n);
  return inStructure(
    first as Outputs<unknown>,
    statistics.map((one) => one.result()),
  );
}

async function finish(steps: Steps, first: IteratorResult<unknown, unknown>): Promise<unknown> {
  let step = first;
  while (!step.done) step = steps.next(await step.value);
  return step.value;
}

function nothingDropped(n: number): Error {
  const advice =
    'use layers or functions of native-dropout, or install(tf), before the first await of run; training: false never drops';
  return new Error(message('run', 'a function that drops', `no draw in ${n} passes`, advice));
}
