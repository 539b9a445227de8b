import type { FloatArray, Fresh } from '../core/dtype.js';
import { PATCH_DROPOUT, type PatchDropoutSettings, type Patches, patchesOf } from '../functional/patch-dropout.js';
import type { ShapeOption } from '../input/shape.js';
import { WITHOUT_OUTPUT } from './accepts.js';
import { Layer } from './layer.js';
import type { BackwardOptions, ForwardOptions, LayerOptions } from './options.js';

/**
 * Keeps a random part of the tokens of each sample in training, as timm.layers.PatchDropout; see {@link patchDropout}.
 * Backward chooses the same tokens again: their gradients go to their places in x, and other places get zeros.
 *
 * @example
 * import { PatchDropout } from 'native-dropout';
 * const layer = new PatchDropout(0.5);
 * const { y } = layer.forward(Float32Array.of(1, 2, 3, 4, 5, 6), { shape: [1, 3, 2] });
 * const dx = layer.backward(Float32Array.of(1, 1, 1, 1)); // y has four elements, dx has six
 */
export class PatchDropout extends Layer {
  /**
   * Makes a layer that keeps a random part of the tokens in training.
   * @param p The fraction of the tokens to drop, in [0, 1). Default: 0.5.
   * @param options `generator` of {@link LayerOptions}, and {@link PatchDropoutSettings}
   * @throws {TypeError | RangeError} if p or an option is wrong.
   */
  constructor(p?: number, options?: Omit<LayerOptions, 'inplace' | 'reuseOutput'> & PatchDropoutSettings) {
    super(PATCH_DROPOUT, p, options, WITHOUT_OUTPUT);
  }

  /**
   * Keeps a random part of the tokens in training. In evaluation it keeps all: y is x itself.
   * @param x [N, prefixTokens + L, D]; `shape` gives these three axes.
   * @param options {@link ForwardOptions} without `out`; `shape` is required.
   * @returns The kept tokens `y` and their `indices`: new arrays, but in evaluation `y` is x itself.
   * @throws {TypeError | RangeError} if x or an option is wrong; layer and generator are unchanged.
   */
  forward<T extends FloatArray>(x: T, options: Omit<ForwardOptions, 'out'> & ShapeOption): Patches<T | Fresh<T>>;
  forward(x: FloatArray, options?: object): Patches<FloatArray> {
    return patchesOf(this._forward({ x }, options));
  }

  /**
   * Computes dx from dy: the gradients of the loss with respect to x and y. It belongs to the forward of the option `mask`;
   * by default to the last forward in training, or in evaluation mode to the last forward.
   * @param dy An array of the length of y.
   * @param options {@link BackwardOptions} without `out`
   * @returns dx in a new array; in evaluation dy itself.
   * @throws {TypeError | RangeError} if dy or an option is wrong.
   * @throws {Error} without `mask`, if there was no forward, or more than one in training since the last backward.
   */
  backward<T extends FloatArray>(dy: T, options?: Omit<BackwardOptions, 'out'>): T | Fresh<T>;
  backward(dy: FloatArray, options?: object): FloatArray {
    return this._backward(dy, options).y;
  }
}
