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
   * Drops in training, and takes one draw of the generator. In evaluation it returns x itself or a copy in `out`; with
   * `scaling: 'eval'` it scales x there.
   * @param x Float32Array, Float64Array, Float16Array, or Uint16Array with `dtype`.
   * @param options {@link ForwardOptions}; `shape` is required if the mask depends on it.
   * @returns `out`, or x when in place, or else a new array.
   * @throws {TypeError | RangeError} if x or an option is wrong; layer and generator stay as they were.
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
   * Computes dx, the gradient by x, from dy, the gradient by y. It belongs to the forward whose `mask` is given. Without
   * `mask` it belongs to the last forward in training, or in evaluation mode to the last forward.
   * @param dy An array of the length of x; with `mask`, of any length that the mask has.
   * @param options {@link BackwardOptions}
   * @returns `out`, or dy when in place or unchanged, or else a new array.
   * @throws {TypeError | RangeError} if dy or an option is wrong.
   * @throws {Error} without `mask`, if there was no forward, or more than one in training since the last backward.
   */
  backward<T extends FloatArray, Y extends Like<T> = never>(dy: T, options?: BackwardOptions<Y>): T | Fresh<T> | Y;
  backward(dy: FloatArray, options?: object): FloatArray {
    return this._backward(dy, options).y;
  }
}
