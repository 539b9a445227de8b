import type { FloatArray, Fresh, Like } from '../core/dtype.js';
import { Layer } from './layer.js';
import type { BackwardOptions, ForwardOptions } from './options.js';

/** The last argument of a call, which may be left out where none of the options has to be given. */
type Rest<Own, Options> = object extends Own ? [options?: Options & Own] : [options: Options & Own];

/** A layer that makes one array of one. `Own` are the options that forward() needs beside those that all have. */
export abstract class ArrayLayer<Own extends object = object> extends Layer {
  /**
   * @returns While training `out`, or x when in place, or else a new array; in evaluation x itself, or a copy in `out`.
   * @throws {TypeError | RangeError} if x or an option is not what it should be; the layer and its generator stay as they
   * were.
   */
  forward<T extends FloatArray, Y extends Like<T>>(x: T, options: ForwardOptions<Y> & Own & { out: Y }): Y;
  forward<T extends FloatArray, Y extends Like<T> = never>(
    x: T,
    ...options: Rest<Own, ForwardOptions<Y>>
  ): T | Fresh<T> | Y;
  forward(x: FloatArray, options?: object): FloatArray {
    return this._forward({ x }, options).y;
  }

  /**
   * The gradient by x from the gradient by y, `dy`: that of the forward whose `mask` is given; or else, in training, of the
   * last forward in training, and in evaluation of the last forward, which is the identity if it did not drop.
   * @throws {TypeError | RangeError} if dy or an option is not what it should be; dy has the length that x had, or
   * with `mask` any that the mask has.
   * @throws {Error} without `mask`, if it is not certain which forward is meant: before the first, and after more than one
   * in training since the last backward.
   */
  backward<T extends FloatArray, Y extends Like<T>>(dy: T, options: BackwardOptions<Y> & { out: Y }): Y;
  backward<T extends FloatArray, Y extends Like<T> = never>(dy: T, options?: BackwardOptions<Y>): T | Fresh<T> | Y;
  backward(dy: FloatArray, options?: object): FloatArray {
    return this._backward(dy, options).y;
  }
}
