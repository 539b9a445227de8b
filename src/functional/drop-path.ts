/** Stochastic depth: whole samples of a residual branch are dropped. */

import { type MaskShapeOf, sharedAlong } from '../call/mask-shape.js';
import type { FormRow } from '../form/form.js';
import { type ScalingOption, selecting, unscaled } from '../form/select.js';
import { checkBoolean, checkChoice, checkInteger, checkProbability } from '../input/check.js';
import type { ShapeOption } from '../input/shape.js';
import { type ArrayFunction, arrayFunction } from './array-function.js';

/** Options of dropPath and DropPath. */
export interface DropPathSettings extends ScalingOption {
  /** 'row' keeps or drops each sample (index of the first axis), 'batch' the whole batch. Default: 'row'. */
  mode?: 'row' | 'batch' | undefined;
  /** Whether elements are scaled as `scaling` says. false: they are never scaled. Default: true. */
  scaleByKeep?: boolean | undefined;
}

export const DROP_PATH: FormRow = {
  name: 'DropPath',
  settings: ['mode', 'scaleByKeep', 'scaling'] satisfies (keyof DropPathSettings)[],
  p: 0,
  form({ mode = 'row', scaleByKeep = true, scaling }) {
    const rows = checkChoice('mode', mode, ['row', 'batch']) === 'row';
    const maskShapeOf: MaskShapeOf = (shape) => sharedAlong(shape, (axis) => !rows || axis > 0);
    const form = selecting(scaling, maskShapeOf);
    return checkBoolean('scaleByKeep', scaleByKeep) ? form : unscaled(maskShapeOf);
  },
};

/**
 * Zeroes each sample of a residual branch with probability p in training, and multiplies the others by 1/(1 - p). With
 * mode 'batch' it zeroes all samples or none. This is drop path or stochastic depth (Huang et al., ECCV 2016), as
 * timm.layers.drop_path and torchvision.ops.stochastic_depth.
 *
 * @param x An array of the shape [N, …].
 * @param p Probability of dropping a sample, in [0, 1]. Default: 0.
 * @param options {@link CallOptions} and {@link DropPathSettings}; `shape` is required. `offset` counts samples; with mode
 * 'batch' the mask has one element.
 * @returns `out`; x itself if `inplace`, or if evaluation leaves it unchanged; by default a new array.
 * @throws {TypeError | RangeError} if an argument is wrong; nothing is written, and no draw is taken.
 *
 * @example
 * import { dropPath } from 'native-dropout';
 * const branch = new Float32Array(4 * 10).fill(1);
 * const y = dropPath(branch, 0.2, { shape: [4, 10] }); // each sample is 0 or 1.25
 */
export const dropPath: ArrayFunction<ShapeOption & DropPathSettings> = arrayFunction(DROP_PATH);

/** Above any real depth, so that a mistaken depth does not fill the memory. */
const MOST_BLOCKS = 65_536;

/**
 * Makes the drop probabilities of the blocks of a net: `depth` numbers from 0 to `rate`, evenly spaced, as
 * timm.layers.calculate_drop_path_rates, which calculates in float32. At depth 1 the only rate is 0.
 * @param rate The probability of the last block, in [0, 1].
 * @param depth The number of blocks: an integer in [1, 65536].
 * @throws {TypeError | RangeError} if rate or depth is wrong.
 *
 * @example
 * import { DropPath, dropPathRates } from 'native-dropout';
 * const rates = dropPathRates(0.2, 5); // [0, 0.05, 0.1, 0.15, 0.2]
 * const layers = rates.map((p) => new DropPath(p));
 */
export function dropPathRates(rate: number, depth: number): number[] {
  checkProbability('rate', rate);
  checkInteger('depth', depth, 1, MOST_BLOCKS);
  return Array.from({ length: depth }, (_, i) => (i === 0 ? 0 : rate * (i / (depth - 1))));
}
