/** Functions that apply a form of dropout to one array. */

import type { ApplyOptions } from '../call/call.js';
import type { FloatArray, Fresh, Like } from '../core/dtype.js';
import type { FormRow } from '../form/form.js';
import type { OptionalShape } from '../input/shape.js';
import type { AnyGenerator } from '../random/any-generator.js';
import { formFunction, named } from './form-function.js';

/** The options of all functions. The type parameter is the type of `out`. */
export interface CallOptions<T extends FloatArray = never> extends ApplyOptions<T>, OptionalShape {
  /** Drop (true) or evaluate (false). Default: true. */
  training?: boolean | undefined;
  /** The generator of the mask, or a source of native-dropout/replay. Default: the default generator. */
  generator?: AnyGenerator | undefined;
}

/** Options that neither name an output nor work in place. */
export type FreshOptions = CallOptions & { inplace?: false | undefined };

/** The arguments after x: p is optional if it may be undefined, and options unless `Own` has a required one. */
type Rest<Own, P, Options> = object extends Own
  ? undefined extends P
    ? [p?: P, options?: Options & Own]
    : [p: P, options?: Options & Own]
  : [p: P, options: Options & Own];

/**
 * A function of one array. It returns `out`; x itself if `inplace`, or if evaluation leaves it unchanged; by default a new
 * array. `Own` are its options beside {@link CallOptions}; `P` is the type of p.
 */
export interface ArrayFunction<Own extends object = object, P extends number | undefined = number | undefined> {
  <T extends FloatArray, Y extends Like<T>>(x: T, p: P, options: CallOptions<Y> & Own & { out: Y }): Y;
  <T extends FloatArray>(x: T, p: P, options: CallOptions & Own & { inplace: true }): T;
  <T extends FloatArray>(x: T, ...rest: Rest<Own, P, FreshOptions & { training?: true | undefined }>): Fresh<T>;
  <T extends FloatArray, Y extends Like<T> = never>(x: T, ...rest: Rest<Own, P, CallOptions<Y>>): T | Fresh<T> | Y;
}

export function arrayFunction<Own extends object, P extends number | undefined>(row: FormRow): ArrayFunction<Own, P> {
  const run = formFunction(row);
  return named((x: unknown, p: unknown, options?: object) => run({ x }, p, options).y, row);
}
