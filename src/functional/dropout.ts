import type { ApplyOptions } from '../apply.js';
import type { FloatArray, Fresh, Like } from '../dtype.js';
import { type Form, select } from '../form.js';
import type { Generator } from '../generator.js';
import { face, readOptions } from '../options.js';
import { runForm } from './run-form.js';

export interface DropoutOptions<T extends FloatArray = never> extends ApplyOptions<T> {
  /** Drop (true, and when left out), or return x as it is (false). */
  training?: boolean | undefined;
  /** Where the mask comes from; the default generator when left out. */
  generator?: Generator | undefined;
}

/** Options that make a new array. */
type FreshOptions = DropoutOptions & { inplace?: false | undefined; training?: true | undefined };

/** Every element has its own mask element, and what is kept is scaled. */
export const dropoutForm: Form = { forward: select, backward: select };

const DROPOUT = face('dropout', ['training', 'generator', 'out', 'inplace', 'offset', 'engine', 'dtype']);

/**
 * While training, zeroes each element of x with probability p and scales the rest by 1/(1 - p), so that the expectation
 * stays (Srivastava et al., JMLR 15, 2014; scaling as torch.nn.functional.dropout). Otherwise returns x itself, or a copy
 * in `out`.
 *
 * Each call in training takes one draw of the generator, whatever p is. A backward pass needs the mask: take it from
 * {@link Generator.mask} and apply it twice, or use the layer {@link Dropout}, which keeps it.
 *
 * @param x Float32Array, Float64Array, Float16Array, or Uint16Array with `dtype`, of any length and alignment, on an
 * ArrayBuffer or a SharedArrayBuffer.
 * @param p Probability of dropping an element, in [0, 1]; exact to 2^-41.
 * @returns `out`, or x when in place or not training, or else a new array.
 * @throws {TypeError | RangeError} if an argument is not what it should be; nothing is written and no draw taken then.
 * @throws {Error} if the engine asked for, by the option or the environment, cannot run here.
 *
 * @example
 * import { dropout, manualSeed } from 'native-dropout';
 * manualSeed(42);
 * const y = dropout(Float32Array.of(5, 7, 9), 0.1);
 */
export function dropout<T extends FloatArray, Y extends Like<T>>(
  x: T,
  p: number | undefined,
  options: DropoutOptions<Y> & { out: Y },
): Y;
export function dropout<T extends FloatArray>(
  x: T,
  p: number | undefined,
  options: DropoutOptions & { inplace: true },
): T;
export function dropout<T extends FloatArray>(x: T, p?: number, options?: FreshOptions): Fresh<T>;
export function dropout<T extends FloatArray, Y extends Like<T> = never>(
  x: T,
  p?: number,
  options?: DropoutOptions<Y>,
): T | Fresh<T> | Y;
export function dropout(x: FloatArray, p = 0.5, options?: DropoutOptions<FloatArray>): FloatArray {
  return runForm(dropoutForm, x, p, readOptions(DROPOUT, options));
}
