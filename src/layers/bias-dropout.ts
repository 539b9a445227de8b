/** Layers of x and a bias. */

import type { FloatArray, Fresh, Like } from '../core/dtype.js';
import type { FormRow, Made } from '../form/form.js';
import { BIAS_DROPOUT, BIAS_DROPOUT_ADD, BIAS_RELU_DROPOUT, type Bias } from '../functional/bias-dropout.js';
import { Layer, type Takes, USUAL } from './layer.js';
import type { BackwardOptions, ForwardOptions, LayerOptions } from './options.js';

/** The gradients by x and by its bias. */
export interface BiasGradients<T extends FloatArray, Dx extends FloatArray> {
  readonly dx: Dx;
  /** Of the kind and the length of the bias; undefined where forward() had none. */
  readonly dbias: Fresh<T> | undefined;
}

/** The gradients of a residual branch. */
export interface ResidualGradients<T extends FloatArray, Dx extends FloatArray> extends BiasGradients<T, Dx> {
  /** By the residual: dy itself, or a copy if dx was written over it. */
  readonly dresidual: T | Fresh<T>;
}

export interface BiasBackwardOptions<T extends FloatArray = never> extends BackwardOptions<T> {
  /**
   * The bias of the forward, its length, or null if it had none. Needed beside a `mask` that this layer did not hand out, for
   * example one from JSON.
   */
  bias?: FloatArray | number | null | undefined;
}

const TAKES: Takes = { ...USUAL, backward: { ...USUAL.backward, more: ['bias'] } };

function gradientsOf({ y, dbias }: Made): BiasGradients<FloatArray, FloatArray> {
  return { dx: y, dbias: dbias as Fresh<FloatArray> | undefined };
}

abstract class BiasLayer extends Layer {
  /** @internal */
  constructor(row: FormRow, p: number, options: LayerOptions | undefined) {
    super(row, p, options, TAKES);
  }
}

/** A layer whose forward reads a bias alone beside x. */
abstract class BiasOnlyLayer extends BiasLayer {
  /**
   * @returns `out`, or x when in place, or else a new array.
   * @throws {TypeError | RangeError} if an argument is not what it should be; the layer and its generator stay as they were.
   */
  forward<T extends FloatArray, Y extends Like<T>>(x: T, bias: Bias<T>, options: ForwardOptions<Y> & { out: Y }): Y;
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
 * {@link biasDropout} as a layer.
 *
 * @example
 * import { BiasDropout } from 'native-dropout';
 * const layer = new BiasDropout(0.1);
 * const y = layer.forward(Float32Array.of(1, 2, 3, 4), Float32Array.of(10, 20));
 * const { dx, dbias } = layer.backward(Float32Array.of(1, 1, 1, 1));
 */
export class BiasDropout extends BiasOnlyLayer {
  /**
   * @param p Probability of dropping an element, in [0, 1].
   * @throws {TypeError | RangeError} if p or an option is not what it should be.
   */
  constructor(p: number, options?: LayerOptions) {
    super(BIAS_DROPOUT, p, options);
  }

  /**
   * The gradients from that by y, `dy`, in one pass: which forward is meant is said as that of Dropout says it. The bias is
   * that of the last forward. Its gradient is the same on every engine and with any number of threads: x is cut into
   * blocks by its length alone.
   * @throws {TypeError | RangeError} if dy or an option is not what it should be.
   * @throws {Error} without `mask`, if it is not certain which forward is meant.
   */
  backward<T extends FloatArray, Y extends Like<T>>(
    dy: T,
    options: BiasBackwardOptions<Y> & { out: Y },
  ): BiasGradients<T, Y>;
  backward<T extends FloatArray, Y extends Like<T> = never>(
    dy: T,
    options?: BiasBackwardOptions<Y>,
  ): BiasGradients<T, T | Fresh<T> | Y>;
  backward(dy: FloatArray, options?: object): BiasGradients<FloatArray, FloatArray> {
    return gradientsOf(this._backward(dy, options));
  }
}

/**
 * {@link biasReluDropout} as a layer, whose backward needs y.
 *
 * @example
 * import { BiasReluDropout } from 'native-dropout';
 * const layer = new BiasReluDropout(0.1);
 * const y = layer.forward(Float32Array.of(1, -20, 3, -40), Float32Array.of(10, 20));
 * const { dx, dbias } = layer.backward(Float32Array.of(1, 1, 1, 1), y);
 */
export class BiasReluDropout extends BiasOnlyLayer {
  /**
   * @param p Probability of dropping an element, in [0, 1].
   * @throws {TypeError | RangeError} if p or an option is not what it should be.
   */
  constructor(p: number, options?: LayerOptions) {
    super(BIAS_RELU_DROPOUT, p, options);
  }

  /**
   * The gradients from that by y, `dy`, as {@link BiasDropout.backward}: where y is 0 or less that by x is 0, and else
   * dy / (1 - p).
   * @param y What that forward gave, unchanged. (Of 16-bit floats, what was rounded to 0 has the gradient 0.)
   * @throws {TypeError | RangeError} if an argument is not what it should be.
   * @throws {Error} without `mask`, if it is not certain which forward is meant.
   */
  backward<T extends FloatArray, Y extends Like<T>>(
    dy: T,
    y: Like<T>,
    options: BiasBackwardOptions<Y> & { out: Y },
  ): BiasGradients<T, Y>;
  backward<T extends FloatArray, Y extends Like<T> = never>(
    dy: T,
    y: Like<T>,
    options?: BiasBackwardOptions<Y>,
  ): BiasGradients<T, T | Fresh<T> | Y>;
  backward(dy: FloatArray, y: unknown, options?: object): BiasGradients<FloatArray, FloatArray> {
    return gradientsOf(this._backward(dy, options, y));
  }
}

/**
 * {@link biasDropoutAdd} as a layer.
 *
 * @example
 * import { BiasDropoutAdd } from 'native-dropout';
 * const layer = new BiasDropoutAdd(0.1);
 * const residual = Float32Array.of(100, 200, 300, 400);
 * const y = layer.forward(Float32Array.of(1, 2, 3, 4), Float32Array.of(10, 20), residual);
 * const { dx, dbias, dresidual } = layer.backward(Float32Array.of(1, 1, 1, 1));
 */
export class BiasDropoutAdd extends BiasLayer {
  /**
   * @param p Probability of dropping an element, in [0, 1].
   * @throws {TypeError | RangeError} if p or an option is not what it should be.
   */
  constructor(p: number, options?: LayerOptions) {
    super(BIAS_DROPOUT_ADD, p, options);
  }

  /**
   * @returns `out`, or x when in place, or else a new array.
   * @throws {TypeError | RangeError} if an argument is not what it should be; the layer and its generator stay as they were.
   */
  forward<T extends FloatArray, Y extends Like<T>>(
    x: T,
    bias: Bias<T>,
    residual: Like<T>,
    options: ForwardOptions<Y> & { out: Y },
  ): Y;
  forward<T extends FloatArray, Y extends Like<T> = never>(
    x: T,
    bias: Bias<T>,
    residual: Like<T>,
    options?: ForwardOptions<Y>,
  ): T | Fresh<T> | Y;
  forward(x: FloatArray, bias: unknown, residual: unknown, options?: object): FloatArray {
    return this._forward({ x, bias, other: residual }, options).y;
  }

  /**
   * The gradients from that by y, `dy`, as {@link BiasDropout.backward}; that by the residual is dy itself, or a copy of it
   * if dx is written over dy.
   * @throws {TypeError | RangeError} if dy or an option is not what it should be.
   * @throws {Error} without `mask`, if it is not certain which forward is meant.
   */
  backward<T extends FloatArray, Y extends Like<T>>(
    dy: T,
    options: BiasBackwardOptions<Y> & { out: Y },
  ): ResidualGradients<T, Y>;
  backward<T extends FloatArray, Y extends Like<T> = never>(
    dy: T,
    options?: BiasBackwardOptions<Y>,
  ): ResidualGradients<T, T | Fresh<T> | Y>;
  backward(dy: FloatArray, options?: object): ResidualGradients<FloatArray, FloatArray> {
    const made = this._backward(dy, options);
    return { ...gradientsOf(made), dresidual: made.other as FloatArray };
  }
}
