import { DROP_BLOCK_2D, DROP_BLOCK_3D, type DropBlockSettings } from '../functional/drop-block.js';
import type { ShapeOption } from '../input/shape.js';
import { ArrayLayer } from './array-layer.js';
import type { LayerOptions } from './options.js';

/**
 * Drops whole blocks of images, as torchvision.ops.DropBlock2d. {@link dropBlock2d} has the formula. Forward takes the
 * `shape` [N, C, H, W], or [N, H, W, C] with `channelsLast`. Backward draws the same blocks again and multiplies by the same factor. {@link DropBlock2d.mask}
 * has one element for each place of a block, and its p is the probability of dropping a block.
 *
 * @example
 * import { DropBlock2d } from 'native-dropout';
 * const layer = new DropBlock2d(0.1, { blockSize: 5 });
 * const y = layer.forward(new Float32Array(3 * 16 * 16).fill(1), { shape: [1, 3, 16, 16] });
 * const dx = layer.backward(new Float32Array(3 * 16 * 16).fill(1));
 */
export class DropBlock2d extends ArrayLayer<ShapeOption> {
  /**
   * Makes a layer that drops whole blocks of images in training.
   * @param p Probability of dropping an element, in [0, 1]. Default: 0.1.
   * @param options {@link LayerOptions} and {@link DropBlockSettings}
   * @throws {TypeError | RangeError} if p or an option is wrong.
   */
  constructor(p?: number, options?: LayerOptions & DropBlockSettings) {
    super(DROP_BLOCK_2D, p, options);
  }
}

/**
 * Drops whole blocks of volumes, as torchvision.ops.DropBlock3d. It is {@link DropBlock2d}, but forward takes the `shape`
 * [N, C, D, H, W], or [N, D, H, W, C] with `channelsLast`.
 *
 * @example
 * import { DropBlock3d } from 'native-dropout';
 * const layer = new DropBlock3d(0.1, { blockSize: 3 });
 * const y = layer.forward(new Float32Array(8 * 8 * 8).fill(1), { shape: [1, 1, 8, 8, 8] });
 */
export class DropBlock3d extends ArrayLayer<ShapeOption> {
  /**
   * Makes a layer that drops whole blocks of volumes in training.
   * @param p Probability of dropping an element, in [0, 1]. Default: 0.1.
   * @param options {@link LayerOptions} and {@link DropBlockSettings}
   * @throws {TypeError | RangeError} if p or an option is wrong.
   */
  constructor(p?: number, options?: LayerOptions & DropBlockSettings) {
    super(DROP_BLOCK_3D, p, options);
  }
}
