import type { ScalingOption } from '../form/select.js';
import { EMBEDDING_DROPOUT } from '../functional/embedding-dropout.js';
import type { ShapeOption } from '../input/shape.js';
import { ArrayLayer } from './array-layer.js';
import type { LayerOptions } from './options.js';

/**
 * Drops whole words of an embedding matrix, as EmbeddingDropout of fastai and awd-lstm-lm. Forward takes the matrix and
 * its `shape` [V, D]; look words up in the matrix that it returns. Backward takes the gradient of that matrix.
 *
 * @example
 * import { EmbeddingDropout } from 'native-dropout';
 * const layer = new EmbeddingDropout(0.1);
 * const matrix = layer.forward(new Float32Array(100 * 8).fill(1), { shape: [100, 8] });
 */
export class EmbeddingDropout extends ArrayLayer<ShapeOption> {
  /**
   * Makes a layer that drops whole words of an embedding matrix in training.
   * @param p Probability of dropping a word, in [0, 1]. Default: 0.1.
   * @param options {@link LayerOptions} and {@link ScalingOption}
   * @throws {TypeError | RangeError} if p or an option is wrong.
   */
  constructor(p?: number, options?: LayerOptions & ScalingOption) {
    super(EMBEDDING_DROPOUT, p, options);
  }
}
