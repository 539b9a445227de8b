import { WEIGHT_DROP, type WeightDropSettings } from '../functional/weight-drop.js';
import { ArrayLayer } from './array-layer.js';
import type { LayerOptions } from './options.js';

/**
 * DropConnect as a layer, as WeightDrop of awd-lstm-lm, which wraps a module; this one takes the raw weights: forward before
 * they are used, backward with the gradient by what forward gave. With `variational` whole rows are dropped, and forward
 * takes the `shape` [rows, columns].
 *
 * @example
 * import { WeightDrop } from 'native-dropout';
 * const layer = new WeightDrop(0.5);
 * const raw = new Float32Array(4 * 3).fill(1);
 * const weights = layer.forward(raw);
 * const gradient = layer.backward(new Float32Array(4 * 3).fill(1)); // by the raw weights
 */
export class WeightDrop extends ArrayLayer {
  /**
   * @param p Probability of dropping a weight, in [0, 1].
   * @throws {TypeError | RangeError} if p or an option is not what it should be.
   */
  constructor(p = 0.5, options?: LayerOptions & WeightDropSettings) {
    super(WEIGHT_DROP, p, options);
  }
}
