/** What monteCarlo() takes and returns. */

import type { Fresh, FreshWords } from '../core/dtype.js';

/** One output of a pass: numbers. */
export type PassOutput = ArrayLike<number>;

/** The outputs of a pass: one, or a list or an object of several. `T` is the type of one. */
export type PassOutputs<T = PassOutput> = T | readonly T[] | readonly [] | { readonly [name: string]: T };

/** The number of classes of an output; for several outputs, that of each, in their structure. */
export type Classes = number | readonly (number | undefined)[] | { readonly [name: string]: number | undefined };

/** The options of monteCarlo(). */
export interface MonteCarloOptions {
  /** Whether to return the outputs of all passes. Default: false. */
  samples?: boolean | undefined;
  /** The quantiles to return, numbers in [0, 1]: 0.5 is the median. Default: none. */
  quantiles?: readonly number[] | undefined;
  /**
   * The number of classes, from 2 on, of outputs that are probabilities over their last axis, such as those of softmax: in
   * every row of so many numbers none is negative, and they add up to 1 within 0.01. For several outputs, a number for
   * each, in the structure of the outputs; undefined for outputs that are no probabilities. Default: none are.
   */
  classes?: Classes | undefined;
  /** The type of the bits of outputs that are Uint16Arrays. Not needed for others. */
  dtype?: 'float16' | 'bfloat16' | undefined;
  /** Called after each pass, outside of passes. If it throws, no more passes run. */
  progress?: ((done: number, n: number) => void) | undefined;
}

/** Mean and standard deviation of n passes, element by element. */
export interface Predictive {
  /** The mean of the passes. */
  mean: Fresh<Float64Array>;
  /** The standard deviation of the passes, with n - 1 in the denominator: how uncertain the model is. */
  std: Fresh<Float64Array>;
}

/** With the option `samples`. */
export interface PredictiveSamples {
  /** The output of each pass. */
  samples: Fresh<Float64Array>[];
}

/** With the option `quantiles`. */
export interface PredictiveQuantiles {
  /** For each quantile that was asked for, that of each element, by linear interpolation (numpy's default). */
  quantiles: Fresh<Float64Array>[];
}

/** With the option `classes`. Each row of an output holds the probabilities p of its classes. */
export interface PredictiveClasses {
  /** For each class in each row, the number of passes in which it has the largest p. If several have it, the first one. */
  votes: FreshWords;
  /** For each row, the entropy of the mean of p, in nats: how uncertain the prediction is. */
  entropy: Fresh<Float64Array>;
  /**
   * For each row, the entropy of the mean of p minus the mean of the passes' entropies, in nats: how much of the entropy
   * comes from disagreement of the passes. Known as BALD.
   */
  mutualInformation: Fresh<Float64Array>;
}

/** The results of an output. `C` is its number of classes. */
type ResultOf<A, C> = Predictive &
  (A extends { samples: true } ? PredictiveSamples : unknown) &
  (A extends { quantiles: readonly number[] } ? PredictiveQuantiles : unknown) &
  ([C] extends [number] ? PredictiveClasses : unknown);

/** The number of classes of the output K. */
type ClassesOf<C, K> = C extends number ? C : K extends keyof C ? C[K] : C extends readonly (infer E)[] ? E : undefined;

/** The results of a pass's outputs O, in their structure. `T` is the type of one output, `A` that of the options. */
export type PredictiveOf<O, A, T = PassOutput> = O extends T
  ? ResultOf<A, ClassesOf<Field<A, 'classes'>, 'one'>>
  : { -readonly [K in keyof O]: ResultOf<A, ClassesOf<Field<A, 'classes'>, K>> };

type Field<A, K> = K extends keyof A ? A[K] : undefined;

/** Options of type A, without others than those of monteCarlo(), whose types the parameters of functions have. */
export type Only<A> = A & MonteCarloOptions & { readonly [K in Exclude<keyof A, keyof MonteCarloOptions>]: never };
