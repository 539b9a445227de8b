import { LOCKED_DROPOUT, type LockedSettings } from '../functional/locked-dropout.js';
import type { ShapeOption } from '../input/shape.js';
import { ArrayLayer } from './array-layer.js';
import type { LayerOptions } from './options.js';

/**
 * Locked dropout as a layer, as LockedDropout of awd-lstm-lm and, with `batchFirst`, fastai's RNNDropout: forward takes the
 * `shape` [T, B, C], or [B, T, C] with `batchFirst`, and all steps of a sequence have the same mask.
 *
 * @example
 * import { LockedDropout } from 'native-dropout';
 * const layer = new LockedDropout(0.5);
 * const y = layer.forward(new Float32Array(7 * 2 * 3).fill(1), { shape: [7, 2, 3] });
 * const dx = layer.backward(new Float32Array(7 * 2 * 3).fill(1));
 */
export class LockedDropout extends ArrayLayer<ShapeOption> {
  /**
   * @param p Probability of dropping an element of the mask, in [0, 1].
   * @throws {TypeError | RangeError} if p or an option is not what it should be.
   */
  constructor(p = 0.5, options?: LayerOptions & LockedSettings) {
    super(LOCKED_DROPOUT, p, options);
  }
}
