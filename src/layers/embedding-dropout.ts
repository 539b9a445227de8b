import type { ScalingOption } from '../form/select.js';
import { EMBEDDING_DROPOUT } from '../functional/embedding-dropout.js';
import type { ShapeOption } from '../input/shape.js';
import { ArrayLayer } from './array-layer.js';
import type { LayerOptions } from './options.js';

/**
 * Embedding dropout as a layer, as that of fastai and awd-lstm-lm: forward takes an embedding matrix and its `shape`
 * [V, D], and drops whole words; backward takes the gradient by the matrix that words were looked up in.
 *
 * @example
 * import { EmbeddingDropout } from 'native-dropout';
 * const layer = new EmbeddingDropout(0.1);
 * const matrix = layer.forward(new Float32Array(100 * 8).fill(1), { shape: [100, 8] });
 */
export class EmbeddingDropout extends ArrayLayer<ShapeOption> {
  /**
   * @param p Probability of dropping a word, in [0, 1].
   * @throws {TypeError | RangeError} if p or an option is not what it should be.
   */
  constructor(p = 0.1, options?: LayerOptions & ScalingOption) {
    super(EMBEDDING_DROPOUT, p, options);
  }
}
