import { DROPOUT, type DropoutSettings } from '../functional/dropout.js';
import { ArrayLayer } from './array-layer.js';
import type { LayerOptions } from './options.js';

/**
 * Zeroes each element with probability p in training and multiplies the others by 1 / (1 - p), as torch.nn.Dropout. In
 * evaluation it is the identity. Backward applies the mask of the last forward in training.
 *
 * The layer remembers a few numbers, not an array. If it runs several times before its backwards, save
 * {@link Dropout.mask} after each forward and pass it to the matching backward.
 *
 * With `noiseShape`, as in keras.layers.Dropout, elements share mask elements, and forward needs the `shape` of x.
 *
 * @example
 * import { Dropout, Generator } from 'native-dropout';
 * const layer = new Dropout(0.1, { generator: new Generator(42) });
 * const y = layer.forward(Float32Array.of(5, 7, 9));
 * const dx = layer.backward(Float32Array.of(1, 1, 1));
 * layer.eval().forward(y); // y itself
 */
export class Dropout extends ArrayLayer {
  /**
   * Makes a layer that zeroes each element with probability p in training.
   * @param p Probability of dropping an element, in [0, 1]. Default: 0.5.
   * @param options {@link LayerOptions} and {@link DropoutSettings}
   * @throws {TypeError | RangeError} if p or an option is wrong.
   */
  constructor(p?: number, options?: LayerOptions & DropoutSettings) {
    super(DROPOUT, p, options);
  }
}
