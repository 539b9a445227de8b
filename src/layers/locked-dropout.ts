import { LOCKED_DROPOUT, type LockedSettings } from '../functional/locked-dropout.js';
import type { ShapeOption } from '../input/shape.js';
import { ArrayLayer } from './array-layer.js';
import type { LayerOptions } from './options.js';

/**
 * Drops the same elements in all steps of a sequence, as LockedDropout of awd-lstm-lm and, with `batchFirst`, RNNDropout of
 * fastai. Forward takes the `shape` [T, B, C], or [B, T, C] with `batchFirst`.
 *
 * @example
 * import { LockedDropout } from 'native-dropout';
 * const layer = new LockedDropout(0.5);
 * const y = layer.forward(new Float32Array(7 * 2 * 3).fill(1), { shape: [7, 2, 3] });
 * const dx = layer.backward(new Float32Array(7 * 2 * 3).fill(1));
 */
export class LockedDropout extends ArrayLayer<ShapeOption> {
  /**
   * Makes a layer that drops the same elements in all steps of a sequence in training.
   * @param p Probability of dropping an element of the mask, in [0, 1]. Default: 0.5.
   * @param options {@link LayerOptions} and {@link LockedSettings}
   * @throws {TypeError | RangeError} if p or an option is wrong.
   */
  constructor(p?: number, options?: LayerOptions & LockedSettings) {
    super(LOCKED_DROPOUT, p, options);
  }
}
