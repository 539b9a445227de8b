import { WEIGHT_DROP, type WeightDropSettings } from '../functional/weight-drop.js';
import { ArrayLayer } from './array-layer.js';
import type { LayerOptions } from './options.js';

/**
 * Drops weights (DropConnect), as WeightDrop of awd-lstm-lm, which wraps a module. This layer takes the raw weights: call
 * forward before they are used, and backward with the gradient of the dropped weights. With `variational` it drops whole
 * rows, and forward takes the `shape` [rows, columns].
 *
 * @example
 * import { WeightDrop } from 'native-dropout';
 * const layer = new WeightDrop(0.5);
 * const raw = new Float32Array(4 * 3).fill(1);
 * const weights = layer.forward(raw);
 * const gradient = layer.backward(new Float32Array(4 * 3).fill(1)); // of the raw weights
 */
export class WeightDrop extends ArrayLayer {
  /**
   * Makes a layer that drops weights in training.
   * @param p Probability of dropping a weight, in [0, 1]. Default: 0.5.
   * @param options {@link LayerOptions} and {@link WeightDropSettings}
   * @throws {TypeError | RangeError} if p or an option is wrong.
   */
  constructor(p?: number, options?: LayerOptions & WeightDropSettings) {
    super(WEIGHT_DROP, p, options);
  }
}
