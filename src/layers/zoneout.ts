import type { FloatArray, Fresh, Like } from '../core/dtype.js';
import { ZONEOUT } from '../functional/zoneout.js';
import { Layer } from './layer.js';
import type { BackwardOptions, ForwardOptions, LayerOptions } from './options.js';

/** The gradients by the next and by the previous state. */
export interface ZoneoutGradients<T extends FloatArray, Dnext extends FloatArray> {
  readonly dnext: Dnext;
  readonly dprevious: Fresh<T>;
}

/**
 * {@link zoneout} as a layer.
 *
 * @example
 * import { Zoneout } from 'native-dropout';
 * const layer = new Zoneout(0.1);
 * const state = layer.forward(Float32Array.of(1, 2, 3), Float32Array.of(-1, -2, -3));
 * const { dnext, dprevious } = layer.backward(Float32Array.of(1, 1, 1));
 */
export class Zoneout extends Layer {
  /**
   * @param p Probability of keeping the previous value, in [0, 1].
   * @throws {TypeError | RangeError} if p or an option is not what it should be.
   */
  constructor(p: number, options?: LayerOptions) {
    super(ZONEOUT, p, options);
  }

  /**
   * @returns `out`, or next when in place, or else a new array.
   * @throws {TypeError | RangeError} if an argument is not what it should be; the layer and its generator stay as they were.
   */
  forward<T extends FloatArray, Y extends Like<T>>(
    next: T,
    previous: Like<T>,
    options: ForwardOptions<Y> & { out: Y },
  ): Y;
  forward<T extends FloatArray, Y extends Like<T> = never>(
    next: T,
    previous: Like<T>,
    options?: ForwardOptions<Y>,
  ): T | Fresh<T> | Y;
  forward(next: FloatArray, previous: unknown, options?: object): FloatArray {
    return this._forward({ x: next, other: previous }, options).y;
  }

  /**
   * The gradients from that by the state, `dy`: each element goes to one of them in training, and in evaluation to both by
   * their weights. Which forward is meant is said as that of Dropout says it.
   * @returns dnext as forward() returns its array; dprevious is a new one.
   * @throws {TypeError | RangeError} if dy or an option is not what it should be.
   * @throws {Error} without `mask`, if it is not certain which forward is meant.
   */
  backward<T extends FloatArray, Y extends Like<T>>(
    dy: T,
    options: BackwardOptions<Y> & { out: Y },
  ): ZoneoutGradients<T, Y>;
  backward<T extends FloatArray, Y extends Like<T> = never>(
    dy: T,
    options?: BackwardOptions<Y>,
  ): ZoneoutGradients<T, T | Fresh<T> | Y>;
  backward(dy: FloatArray, options?: object): ZoneoutGradients<FloatArray, FloatArray> {
    const { y: dnext, other: dprevious } = this._backward(dy, options);
    return { dnext, dprevious: dprevious as Fresh<FloatArray> };
  }
}
