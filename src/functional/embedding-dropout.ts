/** Dropout of whole words. */

import { sharedAlong } from '../call/mask-shape.js';
import type { FormRow } from '../form/form.js';
import { type ScalingOption, selecting } from '../form/select.js';
import { checkRank, type ShapeOption } from '../input/shape.js';
import { type ArrayFunction, arrayFunction } from './array-function.js';

export const EMBEDDING_DROPOUT: FormRow = {
  name: 'EmbeddingDropout',
  settings: ['scaling'] satisfies (keyof ScalingOption)[],
  p: 0.1,
  form: ({ scaling }) =>
    selecting(scaling, (shape) => {
      checkRank(shape, ['V', 'D']);
      return sharedAlong(shape, (axis) => axis === 1);
    }),
};

/**
 * Zeroes whole rows (words) of an embedding matrix with probability p in training and multiplies the others by 1/(1 - p),
 * as embedded_dropout of awd-lstm-lm (Merity et al., 2017; Gal and Ghahramani, NIPS 2016).
 *
 * @param x The matrix, of the shape [V, D], before words are looked up in it.
 * @param p Probability of dropping a word, in [0, 1]. Default: 0.1.
 * @param options {@link CallOptions} and {@link ScalingOption}; `shape` is required. `offset` counts words.
 * @returns `out`; x itself if `inplace`, or if evaluation leaves it unchanged; by default a new array.
 * @throws {TypeError | RangeError} if an argument is wrong; nothing is written, and no draw is taken.
 *
 * @example
 * import { embeddingDropout } from 'native-dropout';
 * const embedding = new Float32Array(100 * 8).fill(1);
 * const y = embeddingDropout(embedding, 0.1, { shape: [100, 8] });
 */
export const embeddingDropout: ArrayFunction<ShapeOption & ScalingOption> = arrayFunction(EMBEDDING_DROPOUT);
