import type { FloatArray, Fresh, Like } from '../dtype.js';
import { dropoutForm } from '../functional/dropout.js';
import { Layer, layerFace } from './layer.js';
import type { BackwardOptions, ForwardOptions, LayerOptions } from './options.js';

const FACE = layerFace('Dropout');

/**
 * Dropout as a layer, as torch.nn.Dropout: forward drops while training and is the identity in evaluation, backward
 * applies the mask of the last forward in training. A mask is a few numbers; nothing of the size of x is kept. A layer
 * that runs more than once before its backwards gives each forward's mask in {@link mask}, and backward takes it.
 *
 * @example
 * import { Dropout, Generator } from 'native-dropout';
 * const layer = new Dropout(0.1, { generator: new Generator(42) });
 * const y = layer.forward(Float32Array.of(5, 7, 9));
 * const dx = layer.backward(Float32Array.of(1, 1, 1));
 * layer.eval().forward(y); // y itself
 */
export class Dropout extends Layer {
  /**
   * @param p Probability of dropping an element, in [0, 1].
   * @throws {TypeError | RangeError} if p or an option is not what it should be.
   */
  constructor(p = 0.5, options?: LayerOptions) {
    super(FACE, 'Dropout', dropoutForm, p, options);
  }

  /**
   * @returns While training `out`, or x when in place, or else a new array; in evaluation x itself, or a copy in `out`.
   * @throws {TypeError | RangeError} if x or an option is not what it should be; the layer and its generator stay as they
   * were.
   */
  forward<T extends FloatArray, Y extends Like<T>>(x: T, options: ForwardOptions<Y> & { out: Y }): Y;
  forward<T extends FloatArray, Y extends Like<T> = never>(x: T, options?: ForwardOptions<Y>): T | Fresh<T> | Y;
  forward(x: FloatArray, options?: ForwardOptions<FloatArray>): FloatArray {
    return this._forward(x, options);
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
  backward(dy: FloatArray, options?: BackwardOptions<FloatArray>): FloatArray {
    return this._backward(dy, options);
  }
}
