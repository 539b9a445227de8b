/** Layers of x and a bias. */

import type { FloatArray, Fresh, Like } from '../core/dtype.js';
import type { Made } from '../form/form.js';
import { BIAS_DROPOUT, BIAS_RELU_DROPOUT, type Bias } from '../functional/bias-dropout.js';
import { WITH_BIAS } from './accepts.js';
import { Layer } from './layer.js';
import type { BackwardOptions, ForwardOptions, LayerOptions } from './options.js';

/** The gradients of x and of its bias. */
export interface BiasGradients<T extends FloatArray, Dx extends FloatArray> {
  /** The gradient of x. */
  readonly dx: Dx;
  /** The gradient of the bias, of its kind and length; undefined if forward() had no bias. */
  readonly dbias: Fresh<T> | undefined;
}

/** The options of backward() of layers with a bias. */
export interface BiasBackwardOptions<T extends FloatArray = never> extends BackwardOptions<T> {
  /**
   * The bias of the forward, its length, or null if it had none. Only with `mask`; required if this layer did not hand out
   * the mask, for example if it is from JSON.
   */
  bias?: FloatArray | number | null | undefined;
}

export function gradientsOf({ y, dbias }: Made): BiasGradients<FloatArray, FloatArray> {
  return { dx: y, dbias: dbias as Fresh<FloatArray> | undefined };
}

/** A layer whose forward reads x and a bias. */
abstract class BiasLayer extends Layer {
  /** Writes y to `options.out` and returns that array; for the rest see `forward` without `out`. */
  forward<T extends FloatArray, Y extends Like<T>>(x: T, bias: Bias<T>, options: ForwardOptions<Y> & { out: Y }): Y;
  /**
   * Adds the bias to x in one pass with the rest of the layer, and drops in training.
   * @param x Float32Array, Float64Array, Float16Array, or Uint16Array with `dtype`.
   * @param bias An array of x's kind whose length C divides that of x: x[i] is added to bias[i % C]. null or undefined: no
   * bias.
   * @param options {@link ForwardOptions}
   * @returns `out`; x itself if `inplace`; by default a new array.
   * @throws {TypeError | RangeError} if an argument is wrong; layer and generator are unchanged.
   */
  forward<T extends FloatArray, Y extends Like<T> = never>(
    x: T,
    bias: Bias<T>,
    options?: ForwardOptions<Y>,
  ): T | Fresh<T> | Y;
  forward(x: FloatArray, bias: unknown, options?: object): FloatArray {
    return this._forward({ x, bias }, options).y;
  }
}

/**
 * Computes dropout(x + bias) in one pass; see {@link biasDropout}.
 *
 * @example
 * import { BiasDropout } from 'native-dropout';
 * const layer = new BiasDropout(0.1);
 * const y = layer.forward(Float32Array.of(1, 2, 3, 4), Float32Array.of(10, 20));
 * const { dx, dbias } = layer.backward(Float32Array.of(1, 1, 1, 1));
 */
export class BiasDropout extends BiasLayer {
  /**
   * Makes a layer that adds a bias, and drops elements in training.
   * @param p Probability of dropping an element, in [0, 1].
   * @param options {@link LayerOptions}
   * @throws {TypeError | RangeError} if p or an option is wrong.
   */
  constructor(p: number, options?: LayerOptions) {
    super(BIAS_DROPOUT, p, options, WITH_BIAS);
  }

  /** Writes dx to `options.out`; for the rest see {@link BiasDropout.backward} without `out`. */
  backward<T extends FloatArray, Y extends Like<T>>(
    dy: T,
    options: BiasBackwardOptions<Y> & { out: Y },
  ): BiasGradients<T, Y>;
  /**
   * Computes the gradients of x and of the bias from dy, the gradient of y, in one pass. It belongs to the forward of the
   * option `mask`; by default to the last forward in training, or in evaluation mode to the last forward. dbias is the same
   * on every engine and for any number of threads.
   * @param dy An array of the length of x.
   * @param options {@link BiasBackwardOptions}
   * @returns dx in `out`; in dy if `inplace`; by default in a new array; dbias in a new array.
   * @throws {TypeError | RangeError} if dy or an option is wrong.
   * @throws {Error} without `mask`, if there was no forward, or more than one in training since the last backward.
   */
  backward<T extends FloatArray, Y extends Like<T> = never>(
    dy: T,
    options?: BiasBackwardOptions<Y>,
  ): BiasGradients<T, T | Fresh<T> | Y>;
  backward(dy: FloatArray, options?: object): BiasGradients<FloatArray, FloatArray> {
    return gradientsOf(this._backward(dy, options));
  }
}

/**
 * Computes dropout(relu(x + bias)) in one pass; see {@link biasReluDropout}. Its backward needs y.
 *
 * @example
 * import { BiasReluDropout } from 'native-dropout';
 * const layer = new BiasReluDropout(0.1);
 * const y = layer.forward(Float32Array.of(1, -20, 3, -40), Float32Array.of(10, 20));
 * const { dx, dbias } = layer.backward(Float32Array.of(1, 1, 1, 1), y);
 */
export class BiasReluDropout extends BiasLayer {
  /**
   * Makes a layer that adds a bias, applies relu, and drops elements in training.
   * @param p Probability of dropping an element, in [0, 1].
   * @param options {@link LayerOptions}
   * @throws {TypeError | RangeError} if p or an option is wrong.
   */
  constructor(p: number, options?: LayerOptions) {
    super(BIAS_RELU_DROPOUT, p, options, WITH_BIAS);
  }

  /** Writes dx to `options.out`; for the rest see {@link BiasReluDropout.backward} without `out`. */
  backward<T extends FloatArray, Y extends Like<T>>(
    dy: T,
    y: Like<T>,
    options: BiasBackwardOptions<Y> & { out: Y },
  ): BiasGradients<T, Y>;
  /**
   * Computes the gradients of x and of the bias from dy, the gradient of y: dx is 0 if y ≤ 0, and otherwise dy / (1 - p). It
   * belongs to the forward of the option `mask`; by default to the last forward in training, or in evaluation mode to the
   * last forward.
   * @param dy An array of the length of x.
   * @param y The unchanged result of that forward. A 16-bit float that was rounded to 0 has the gradient 0.
   * @param options {@link BiasBackwardOptions}
   * @returns dx in `out`; in dy if `inplace`; by default in a new array; dbias in a new array.
   * @throws {TypeError | RangeError} if an argument is wrong.
   * @throws {Error} without `mask`, if there was no forward, or more than one in training since the last backward.
   */
  backward<T extends FloatArray, Y extends Like<T> = never>(
    dy: T,
    y: Like<T>,
    options?: BiasBackwardOptions<Y>,
  ): BiasGradients<T, T | Fresh<T> | Y>;
  backward(dy: FloatArray, y: unknown, options?: object): BiasGradients<FloatArray, FloatArray> {
    return gradientsOf(this._backward(dy, options, y));
  }
}
