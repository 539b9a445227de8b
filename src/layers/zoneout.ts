import type { FloatArray, Fresh, Like } from '../core/dtype.js';
import { ZONEOUT } from '../functional/zoneout.js';
import { Layer } from './layer.js';
import type { BackwardOptions, ForwardOptions, LayerOptions } from './options.js';

/** The gradients of the next and of the previous state. */
export interface ZoneoutGradients<T extends FloatArray, Dnext extends FloatArray> {
  /** The gradient of the next state. */
  readonly dnext: Dnext;
  /** The gradient of the previous state. */
  readonly dprevious: Fresh<T>;
}

/**
 * Keeps the previous value of each unit of a recurrent network with probability p in training; see {@link zoneout}.
 *
 * @example
 * import { Zoneout } from 'native-dropout';
 * const layer = new Zoneout(0.1);
 * const state = layer.forward(Float32Array.of(1, 2, 3), Float32Array.of(-1, -2, -3));
 * const { dnext, dprevious } = layer.backward(Float32Array.of(1, 1, 1));
 */
export class Zoneout extends Layer {
  /**
   * Makes a layer that keeps previous values in training.
   * @param p Probability of keeping the previous value, in [0, 1].
   * @param options {@link LayerOptions}
   * @throws {TypeError | RangeError} if p or an option is wrong.
   */
  constructor(p: number, options?: LayerOptions) {
    super(ZONEOUT, p, options);
  }

  /** Writes the state to `options.out` and returns that array; for the rest see {@link Zoneout.forward} without `out`. */
  forward<T extends FloatArray, Y extends Like<T>>(
    next: T,
    previous: Like<T>,
    options: ForwardOptions<Y> & { out: Y },
  ): Y;
  /**
   * Chooses the previous or the next value of each unit in training. In evaluation it mixes them: p · previous + (1 - p) ·
   * next.
   * @param next The new state, of any shape.
   * @param previous The previous state: an array of the kind and the length of next.
   * @param options {@link ForwardOptions}
   * @returns `out`; next itself if `inplace`; by default a new array.
   * @throws {TypeError | RangeError} if an argument is wrong; layer and generator are unchanged.
   */
  forward<T extends FloatArray, Y extends Like<T> = never>(
    next: T,
    previous: Like<T>,
    options?: ForwardOptions<Y>,
  ): T | Fresh<T> | Y;
  forward(next: FloatArray, previous: unknown, options?: object): FloatArray {
    return this._forward({ x: next, other: previous }, options).y;
  }

  /** Writes dnext to `options.out`; for the rest see {@link Zoneout.backward} without `out`. */
  backward<T extends FloatArray, Y extends Like<T>>(
    dy: T,
    options: BackwardOptions<Y> & { out: Y },
  ): ZoneoutGradients<T, Y>;
  /**
   * Computes both gradients from dy, the gradient of the state. In training each element of dy goes to one of them. In
   * evaluation dnext is (1 - p) · dy, and dprevious is p · dy. It belongs to the forward of the option `mask`; by default to
   * the last forward in training, or in evaluation mode to the last forward.
   * @param dy An array of the length of the state.
   * @param options {@link BackwardOptions}
   * @returns dnext in `out`; in dy if `inplace`; by default in a new array; dprevious in a new array.
   * @throws {TypeError | RangeError} if dy or an option is wrong.
   * @throws {Error} without `mask`, if there was no forward, or more than one in training since the last backward.
   */
  backward<T extends FloatArray, Y extends Like<T> = never>(
    dy: T,
    options?: BackwardOptions<Y>,
  ): ZoneoutGradients<T, T | Fresh<T> | Y>;
  backward(dy: FloatArray, options?: object): ZoneoutGradients<FloatArray, FloatArray> {
    const { y: dnext, other: dprevious } = this._backward(dy, options);
    return { dnext, dprevious: dprevious as Fresh<FloatArray> };
  }
}
