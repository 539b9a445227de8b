import type { FloatArray, Fresh, Like } from '../core/dtype.js';
import { Layer } from './layer.js';
import type { BackwardOptions, ForwardOptions } from './options.js';

/** The last argument of a call: optional, unless `Own` has a required option. */
type Rest<Own, Options> = object extends Own ? [options?: Options & Own] : [options: Options & Own];

/** A layer that makes one array of one. `Own` are the options of its forward() beside {@link ForwardOptions}. */
export abstract class ArrayLayer<Own extends object = object> extends Layer {
  /** Writes y to `options.out` and returns that array; for the rest see {@link ArrayLayer.forward} without `out`. */
  forward<T extends FloatArray, Y extends Like<T>>(x: T, options: ForwardOptions<Y> & Own & { out: Y }): Y;
  /**
   * Drops in training, and takes one draw of the generator. In evaluation it returns x itself, or a copy in `out`; layers
   * with `scaling: 'eval'` multiply x by 1 - p instead.
   * @param x Float32Array, Float64Array, Float16Array, or Uint16Array with `dtype`.
   * @param options {@link ForwardOptions}; `shape` is required if the mask depends on it.
   * @returns `out`; x itself if `inplace`, or if evaluation leaves it unchanged; by default a new array.
   * @throws {TypeError | RangeError} if x or an option is wrong; layer and generator are unchanged.
   */
  forward<T extends FloatArray, Y extends Like<T> = never>(
    x: T,
    ...options: Rest<Own, ForwardOptions<Y>>
  ): T | Fresh<T> | Y;
  forward(x: FloatArray, options?: object): FloatArray {
    return this._forward({ x }, options).y;
  }

  /** Writes dx to `options.out` and returns that array; for the rest see {@link ArrayLayer.backward} without `out`. */
  backward<T extends FloatArray, Y extends Like<T>>(dy: T, options: BackwardOptions<Y> & { out: Y }): Y;
  /**
   * Computes dx from dy: the gradients of the loss with respect to x and y. It belongs to the forward of the option `mask`;
   * by default to the last forward in training, or in evaluation mode to the last forward.
   * @param dy An array of the length of x. With a `mask` that this layer did not hand out, it may have any length within the
   * mask.
   * @param options {@link BackwardOptions}
   * @returns `out`; dy itself if `inplace`, or if it is the gradient; by default a new array.
   * @throws {TypeError | RangeError} if dy or an option is wrong.
   * @throws {Error} without `mask`, if there was no forward, or more than one in training since the last backward.
   */
  backward<T extends FloatArray, Y extends Like<T> = never>(dy: T, options?: BackwardOptions<Y>): T | Fresh<T> | Y;
  backward(dy: FloatArray, options?: object): FloatArray {
    return this._backward(dy, options).y;
  }
}
