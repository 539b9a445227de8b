import { DROP_BLOCK_2D, DROP_BLOCK_3D, type DropBlockSettings } from '../functional/drop-block.js';
import type { ShapeOption } from '../input/shape.js';
import { ArrayLayer } from './array-layer.js';
import type { LayerOptions } from './options.js';

/**
 * DropBlock of images as a layer, as torchvision.ops.DropBlock2d: {@link dropBlock2d} says what it does. Backward drops
 * the same blocks and multiplies by the same number, found anew from the draw. {@link mask} is that of the places of blocks,
 * and its p that of a block.
 *
 * @example
 * import { DropBlock2d } from 'native-dropout';
 * const layer = new DropBlock2d(0.1, { blockSize: 5 });
 * const y = layer.forward(new Float32Array(3 * 16 * 16).fill(1), { shape: [1, 3, 16, 16] });
 * const dx = layer.backward(new Float32Array(3 * 16 * 16).fill(1));
 */
export class DropBlock2d extends ArrayLayer<ShapeOption> {
  /**
   * @param p Probability of dropping an element, in [0, 1].
   * @throws {TypeError | RangeError} if p or an option is not what it should be.
   */
  constructor(p = 0.1, options?: LayerOptions & DropBlockSettings) {
    super(DROP_BLOCK_2D, p, options);
  }
}

/**
 * DropBlock of volumes as a layer, as torchvision.ops.DropBlock3d: as {@link DropBlock2d}, but that forward takes the
 * `shape` [N, C, D, H, W].
 *
 * @example
 * import { DropBlock3d } from 'native-dropout';
 * const layer = new DropBlock3d(0.1, { blockSize: 3 });
 * const y = layer.forward(new Float32Array(8 * 8 * 8).fill(1), { shape: [1, 1, 8, 8, 8] });
 */
export class DropBlock3d extends ArrayLayer<ShapeOption> {
  /**
   * @param p Probability of dropping an element, in [0, 1].
   * @throws {TypeError | RangeError} if p or an option is not what it should be.
   */
  constructor(p = 0.1, options?: LayerOptions & DropBlockSettings) {
    super(DROP_BLOCK_3D, p, options);
  }
}
