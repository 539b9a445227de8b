/** The masks of Flax, with the values that XLA makes of its division on a CPU. */

import { BFLOAT16, type Dtype, FLOAT32, FLOAT64 } from '../core/dtype.js';
import type { Factor } from '../core/factor.js';
import { wrongValue } from '../input/errors.js';
import type { MaskRequest } from '../random/source.js';
import type { KeyData } from './jax-bits.js';
import { bernoulli } from './jax-random.js';
import { rounded } from './round.js';

/** XLA multiplies by the inverse, except in an array of one element, and in bfloat16. */
export function flaxFactor(keep: number, dtype: Dtype, length: number): Factor {
  const by = rounded(dtype, keep);
  if (length === 1 || dtype === BFLOAT16) return { rule: 'divide', by };
  return { rule: 'multiply', by: rounded(dtype, 1 / by) };
}

/**
 * The mask of flax.linen.Dropout and flax.nnx.Dropout. They draw nothing at rate 0 and 1.
 * @param take Gives the key. It is called if numbers are drawn.
 */
export function flaxMask(
  { p, elements, length, dtype, kind }: MaskRequest,
  take: () => KeyData,
): { words: Uint32Array; factor: Factor } {
  if (kind !== 'select') throw wrongValue('generator', 'a source with alpha dropout', 'JAX', 'Flax has none');
  if (p === 0 || p === 1) {
    return { words: new Uint32Array(Math.ceil(elements / 32)).fill(p - 1), factor: { rule: 'multiply', by: 1 } };
  }
  const key = take();
  const words = bernoulli(key, key.x64 ? FLOAT64 : FLOAT32, 1 - p, elements);
  return { words, factor: flaxFactor(1 - p, dtype, length) };
}
