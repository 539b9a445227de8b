import { DROPOUT, type DropoutSettings } from '../functional/dropout.js';
import { ArrayLayer } from './array-layer.js';
import type { LayerOptions } from './options.js';

/**
 * Dropout as a layer, as torch.nn.Dropout: forward drops while training and is the identity in evaluation, backward
 * applies the mask of the last forward in training. A mask is a few numbers; nothing of the size of x is kept. A layer
 * that runs more than once before its backwards gives each forward's mask in {@link mask}, and backward takes it.
 *
 * With `noiseShape`, as in keras.layers.Dropout, elements share those of the mask, and forward needs the `shape` of x.
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
   * @param p Probability of dropping an element, in [0, 1].
   * @throws {TypeError | RangeError} if p or an option is not what it should be.
   */
  constructor(p = 0.5, options?: LayerOptions & DropoutSettings) {
    super(DROPOUT, p, options);
  }
}
