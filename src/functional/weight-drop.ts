/** Dropout of weights. */

import { sharedAlong } from '../call/mask-shape.js';
import type { FormRow } from '../form/form.js';
import { type ScalingOption, selecting } from '../form/select.js';
import { checkBoolean } from '../input/check.js';
import { checkRank } from '../input/shape.js';
import { type ArrayFunction, arrayFunction } from './array-function.js';

/** Options of weightDrop and WeightDrop. */
export interface WeightDropSettings extends ScalingOption {
  /** Whether whole rows of the matrix are dropped; `shape` [rows, columns] is then required. Default: false. */
  variational?: boolean | undefined;
}

export const WEIGHT_DROP: FormRow = {
  name: 'WeightDrop',
  settings: ['variational', 'scaling'] satisfies (keyof WeightDropSettings)[],
  p: 0.5,
  form({ variational = false, scaling }) {
    if (!checkBoolean('variational', variational)) return selecting(scaling);
    return selecting(scaling, (shape) => {
      checkRank(shape, ['rows', 'columns']);
      return sharedAlong(shape, (axis) => axis === 1);
    });
  },
};

/**
 * Zeroes weights with probability p in training and multiplies the others by 1/(1 - p), before they are used. This is
 * DropConnect (Wan et al., ICML 2013), as WeightDrop of awd-lstm-lm (Merity et al., 2017).
 *
 * @param x The weights. They are unchanged unless `inplace` is true.
 * @param p Probability of dropping a weight, in [0, 1]. Default: 0.5.
 * @param options {@link CallOptions} and {@link WeightDropSettings}. With `variational`, `offset` counts rows.
 * @returns `out`; x itself if `inplace`, or if evaluation leaves it unchanged; by default a new array.
 * @throws {TypeError | RangeError} if an argument is wrong; nothing is written, and no draw is taken.
 *
 * @example
 * import { weightDrop } from 'native-dropout';
 * const raw = new Float32Array(4 * 3).fill(1);
 * const weights = weightDrop(raw, 0.5);
 * const rows = weightDrop(raw, 0.5, { variational: true, shape: [4, 3] }); // whole rows are 0 or 2
 */
export const weightDrop: ArrayFunction<WeightDropSettings> = arrayFunction(WEIGHT_DROP);
