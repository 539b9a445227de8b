/** Variational dropout of sequences: one mask for all steps. */

import { sharedAlong } from '../call/mask-shape.js';
import type { FormRow } from '../form/form.js';
import { type ScalingOption, selecting } from '../form/select.js';
import { checkBoolean } from '../input/check.js';
import { checkRank, type ShapeOption } from '../input/shape.js';
import { type ArrayFunction, arrayFunction } from './array-function.js';

/** Options of lockedDropout and LockedDropout. */
export interface LockedSettings extends ScalingOption {
  /** Whether the axes are [B, T, C], as in fastai's RNNDropout, instead of [T, B, C]. Default: false. */
  batchFirst?: boolean | undefined;
}

export const LOCKED_DROPOUT: FormRow = {
  name: 'LockedDropout',
  settings: ['batchFirst', 'scaling'] satisfies (keyof LockedSettings)[],
  p: 0.5,
  form({ batchFirst = false, scaling }) {
    const axes = checkBoolean('batchFirst', batchFirst) ? ['B', 'T', 'C'] : ['T', 'B', 'C'];
    return selecting(scaling, (shape) => {
      checkRank(shape, axes);
      return sharedAlong(shape, (axis) => axes[axis] === 'T');
    });
  },
};

/**
 * Zeroes the same elements in all T steps of a sequence with probability p in training (variational dropout) and
 * multiplies the others by 1/(1 - p), as LockedDropout of awd-lstm-lm (Merity et al., 2017; Gal and Ghahramani, NIPS
 * 2016).
 *
 * @param x An array of the shape [T, B, C], or [B, T, C] with `batchFirst`.
 * @param p Probability of dropping an element of the mask, in [0, 1]. Default: 0.5.
 * @param options {@link CallOptions} and {@link LockedSettings}; `shape` is required. `offset` counts the elements of one
 * step: sequence k begins at k · C.
 * @returns `out`; x itself if `inplace`, or if evaluation leaves it unchanged; by default a new array.
 * @throws {TypeError | RangeError} if an argument is wrong; nothing is written, and no draw is taken.
 *
 * @example
 * import { lockedDropout } from 'native-dropout';
 * const y = lockedDropout(new Float32Array(7 * 2 * 3).fill(1), 0.5, { shape: [7, 2, 3] }); // all steps have one mask
 */
export const lockedDropout: ArrayFunction<ShapeOption & LockedSettings> = arrayFunction(LOCKED_DROPOUT);
