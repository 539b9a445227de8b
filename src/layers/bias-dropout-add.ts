import type { FloatArray, Fresh, Like } from '../core/dtype.js';
import type { Bias } from '../functional/bias-dropout.js';
import { BIAS_DROPOUT_ADD } from '../functional/bias-dropout-add.js';
import { WITH_BIAS } from './accepts.js';
import { type BiasBackwardOptions, type BiasGradients, gradientsOf } from './bias-dropout.js';
import { Layer } from './layer.js';
import type { ForwardOptions, LayerOptions } from './options.js';

/** The gradients of a residual branch. */
export interface ResidualGradients<T extends FloatArray, Dx extends FloatArray> extends BiasGradients<T, Dx> {
  /** The gradient of the residual: dy itself, or a copy if dx was written over it. */
  readonly dresidual: T | Fresh<T>;
}

/**
 * Computes residual + dropout(x + bias) in one pass; see {@link biasDropoutAdd}.
 *
 * @example
 * import { BiasDropoutAdd } from 'native-dropout';
 * const layer = new BiasDropoutAdd(0.1);
 * const residual = Float32Array.of(100, 200, 300, 400);
 * const y = layer.forward(Float32Array.of(1, 2, 3, 4), Float32Array.of(10, 20), residual);
 * const { dx, dbias, dresidual } = layer.backward(Float32Array.of(1, 1, 1, 1));
 */
export class BiasDropoutAdd extends Layer {
  /**
   * Makes a layer that adds a bias, drops elements in training, and adds a residual.
   * @param p Probability of dropping an element, in [0, 1].
   * @param options {@link LayerOptions}
   * @throws {TypeError | RangeError} if p or an option is wrong.
   */
  constructor(p: number, options?: LayerOptions) {
    super(BIAS_DROPOUT_ADD, p, options, WITH_BIAS);
  }

  /** Writes y to `options.out` and returns that array; for the rest see {@link BiasDropoutAdd.forward} without `out`. */
  forward<T extends FloatArray, Y extends Like<T>>(
    x: T,
    bias: Bias<T>,
    residual: Like<T>,
    options: ForwardOptions<Y> & { out: Y },
  ): Y;
  /**
   * Computes residual + dropout(x + bias) in training, and residual + (x + bias) in evaluation.
   * @param x Float32Array, Float64Array, Float16Array, or Uint16Array with `dtype`.
   * @param bias An array of x's kind whose length C divides that of x: x[i] is added to bias[i % C]. null or undefined: no
   * bias.
   * @param residual An array of the kind and the length of x.
   * @param options {@link ForwardOptions}
   * @returns `out`; x itself if `inplace`; by default a new array.
   * @throws {TypeError | RangeError} if an argument is wrong; layer and generator are unchanged.
   */
  forward<T extends FloatArray, Y extends Like<T> = never>(
    x: T,
    bias: Bias<T>,
    residual: Like<T>,
    options?: ForwardOptions<Y>,
  ): T | Fresh<T> | Y;
  forward(x: FloatArray, bias: unknown, residual: unknown, options?: object): FloatArray {
    return this._forward({ x, bias, other: residual }, options).y;
  }

  /** Writes dx to `options.out`; for the rest see {@link BiasDropoutAdd.backward} without `out`. */
  backward<T extends FloatArray, Y extends Like<T>>(
    dy: T,
    options: BiasBackwardOptions<Y> & { out: Y },
  ): ResidualGradients<T, Y>;
  /**
   * Computes the gradients of x, of the bias and of the residual from dy, the gradient of y. It belongs to the forward of
   * the option `mask`; by default to the last forward in training, or in evaluation mode to the last forward.
   * @param dy An array of the length of x.
   * @param options {@link BiasBackwardOptions}
   * @returns dx in `out`; in dy if `inplace`; by default in a new array; dbias in a new array; dresidual: dy itself, or a
   * copy if dx was written over it.
   * @throws {TypeError | RangeError} if dy or an option is wrong.
   * @throws {Error} without `mask`, if there was no forward, or more than one in training since the last backward.
   */
  backward<T extends FloatArray, Y extends Like<T> = never>(
    dy: T,
    options?: BiasBackwardOptions<Y>,
  ): ResidualGradients<T, T | Fresh<T> | Y>;
  backward(dy: FloatArray, options?: object): ResidualGradients<FloatArray, FloatArray> {
    const made = this._backward(dy, options);
    return { ...gradientsOf(made), dresidual: made.other as FloatArray };
  }
}
