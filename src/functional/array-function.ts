/** Functions that apply a form of dropout to one array. */

import type { ApplyOptions } from '../apply.js';
import type { FloatArray, Fresh, Like } from '../dtype.js';
import type { Form } from '../form.js';
import type { Generator } from '../generator.js';
import { face, readOptions, type Settings } from '../options.js';
import type { Shape } from '../shape.js';
import { runForm } from './run-form.js';

/** The options that all of them have. The type parameter is that of `out`. */
export interface CallOptions<T extends FloatArray = never> extends ApplyOptions<T> {
  /** Drop (true, and when left out), or do what evaluation does (false). */
  training?: boolean | undefined;
  /** Where the mask comes from; the default generator when left out. */
  generator?: Generator | undefined;
  /** The axes of x, the last one fastest: positive integers whose product is its length, for example [N, C, H, W]. */
  shape?: Shape | undefined;
}

/** Options that make a new array. */
type FreshOptions = CallOptions & { inplace?: false | undefined; training?: true | undefined };

/** What comes behind x: p may be left out where it may be undefined, and so may options where none has to be given. */
type Rest<Own, P, Options> = object extends Own
  ? undefined extends P
    ? [p?: P, options?: Options & Own]
    : [p: P, options?: Options & Own]
  : [p: P, options: Options & Own];

/**
 * A function that gives `out`, or x when in place, or else a new array; in evaluation x itself, or a copy in `out`. `Own`
 * are the options that it has beside those of all functions; `P` is what p can be.
 */
export interface ArrayFunction<Own extends object = object, P extends number | undefined = number | undefined> {
  <T extends FloatArray, Y extends Like<T>>(x: T, p: P, options: CallOptions<Y> & Own & { out: Y }): Y;
  <T extends FloatArray>(x: T, p: P, options: CallOptions & Own & { inplace: true }): T;
  <T extends FloatArray>(x: T, ...rest: Rest<Own, P, FreshOptions>): Fresh<T>;
  <T extends FloatArray, Y extends Like<T> = never>(x: T, ...rest: Rest<Own, P, CallOptions<Y>>): T | Fresh<T> | Y;
}

/**
 * The function of that name.
 * @param formOf The form with the settings of a call, which are the options named in `own`.
 * @param usual p when it is left out; undefined where it may not be.
 */
export function arrayFunction<Own extends object, P extends number | undefined>(
  name: string,
  own: readonly string[],
  formOf: (settings: Settings) => Form,
  usual?: number,
): ArrayFunction<Own, P> {
  const common = ['training', 'generator', 'out', 'inplace', 'offset', 'engine', 'dtype', 'shape'] as const;
  const of = face(name, common, { more: own });
  const call = (x: unknown, p: unknown = usual, options?: object): FloatArray => {
    const read = readOptions(of, options);
    return runForm(formOf(read.settings), x, p, read);
  };
  Object.defineProperty(call, 'name', { value: name }); // what stack traces say
  return call as ArrayFunction<Own, P>;
}
