/** Forms that select: kept elements are scaled, and dropped ones are 0, in y and in its gradient. */

import { applyBits, applyLaid } from '../call/apply.js';
import type { MaskShapeOf } from '../call/mask-shape.js';
import { ALL_DROPPED, ALL_KEPT } from '../core/bits.js';
import { SELECT } from '../core/operation.js';
import { GIVEN, INVERTED } from '../core/values.js';
import { checkChoice } from '../input/check.js';
import { type Form, form, IDENTITY, mode } from './form.js';

/** The option of forms that scale kept elements. */
export interface ScalingOption {
  /**
   * When elements are scaled, which preserves the expectation. 'train' multiplies kept elements by 1 / (1 - p) in training,
   * as most frameworks do. 'eval' multiplies all elements by 1 - p in evaluation, forward and backward, as Srivastava et al.
   * (JMLR 15, 2014). Default: 'train'.
   */
  scaling?: 'train' | 'eval' | undefined;
}

const SCALED = mode((call, bits, p) => ({ y: applyBits(call, bits, SELECT, INVERTED, p) }));

const UNSCALED = mode((call, bits) => ({ y: applyBits(call, bits, SELECT, GIVEN, 1) }));

/** Multiplies x by 1 - p; at p = 1 infinities and NaNs also become 0. */
const EXPECTATION = mode((call, _bits, p) => ({
  y: applyLaid(call, p === 1 ? ALL_DROPPED : ALL_KEPT, SELECT, GIVEN, 1 - p),
}));

/** Leaves kept elements unscaled in training, and x unchanged in evaluation. */
export function unscaled(maskShapeOf: MaskShapeOf): Form {
  return form({ maskShapeOf, training: UNSCALED, evaluation: IDENTITY });
}

const SCALED_IN_TRAINING = form({ training: SCALED, evaluation: IDENTITY });
const SCALED_IN_EVALUATION = form({ training: UNSCALED, evaluation: EXPECTATION });

/** @throws {TypeError | RangeError} if scaling is not one of {@link ScalingOption}. */
export function selecting(scaling: unknown, maskShapeOf?: MaskShapeOf): Form {
  const inTraining = scaling === undefined || checkChoice('scaling', scaling, ['train', 'eval']) === 'train';
  const made = inTraining ? SCALED_IN_TRAINING : SCALED_IN_EVALUATION;
  return maskShapeOf === undefined ? made : { ...made, maskShapeOf };
}
