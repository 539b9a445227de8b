import { DROP_PATH, type DropPathSettings } from '../functional/drop-path.js';
import type { ShapeOption } from '../input/shape.js';
import { ArrayLayer } from './array-layer.js';
import type { LayerOptions } from './options.js';

/**
 * Drop path, or stochastic depth, as a layer, as timm.layers.DropPath and torchvision.ops.StochasticDepth: forward takes the
 * `shape` [N, …] of a residual branch. With `scaling: 'eval'` it is that of Huang et al. (ECCV 2016) and of
 * tfa.layers.StochasticDepth, which multiplies by 1 - p in evaluation; tfa also adds the shortcut.
 *
 * @example
 * import { DropPath } from 'native-dropout';
 * const layer = new DropPath(0.2);
 * const y = layer.forward(new Float32Array(4 * 10).fill(1), { shape: [4, 10] });
 * const dx = layer.backward(new Float32Array(4 * 10).fill(1));
 */
export class DropPath extends ArrayLayer<ShapeOption> {
  /**
   * @param p Probability of dropping a sample, in [0, 1].
   * @throws {TypeError | RangeError} if p or an option is not what it should be.
   */
  constructor(p = 0, options?: LayerOptions & DropPathSettings) {
    super(DROP_PATH, p, options);
  }
}
