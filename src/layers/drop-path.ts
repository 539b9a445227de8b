import { DROP_PATH, type DropPathSettings } from '../functional/drop-path.js';
import type { ShapeOption } from '../input/shape.js';
import { ArrayLayer } from './array-layer.js';
import type { LayerOptions } from './options.js';

/**
 * Drops whole samples of a residual branch (stochastic depth), as timm.layers.DropPath and
 * torchvision.ops.StochasticDepth. Forward takes the `shape` [N, …]. With `scaling: 'eval'` it multiplies by 1 - p in
 * evaluation, as Huang et al. (ECCV 2016) and tfa.layers.StochasticDepth do; tfa also adds the shortcut.
 *
 * @example
 * import { DropPath } from 'native-dropout';
 * const layer = new DropPath(0.2);
 * const y = layer.forward(new Float32Array(4 * 10).fill(1), { shape: [4, 10] });
 * const dx = layer.backward(new Float32Array(4 * 10).fill(1));
 */
export class DropPath extends ArrayLayer<ShapeOption> {
  /**
   * Makes a layer that drops whole samples in training.
   * @param p Probability of dropping a sample, in [0, 1]. Default: 0.
   * @param options {@link LayerOptions} and {@link DropPathSettings}
   * @throws {TypeError | RangeError} if p or an option is wrong.
   */
  constructor(p?: number, options?: LayerOptions & DropPathSettings) {
    super(DROP_PATH, p, options);
  }
}
