/** Stochastic depth: whole samples of a residual branch are dropped. */

import { type MaskShapeOf, sharedAlong } from '../call/mask-shape.js';
import type { Form, FormRow } from '../form/form.js';
import { type ScalingOption, selecting, unscaled } from '../form/select.js';
import { checkBoolean, checkChoice, checkInteger, checkProbability } from '../input/check.js';
import type { Settings } from '../input/options.js';
import type { ShapeOption } from '../input/shape.js';
import { type ArrayFunction, arrayFunction } from './array-function.js';

export interface DropPathSettings extends ScalingOption {
  /** Each sample on its own, which is each index of the first axis, or the whole batch at once. 'row' when left out. */
  mode?: 'row' | 'batch' | undefined;
  /** Scale what is kept, as `scaling` says; or leave it as it is, also in evaluation. True when left out. */
  scaleByKeep?: boolean | undefined;
}

function dropPathForm({ mode = 'row', scaleByKeep = true, scaling }: Settings): Form {
  const rows = checkChoice('mode', mode, ['row', 'batch']) === 'row';
  const maskShapeOf: MaskShapeOf = (shape) =>
    sharedAlong(
      shape,
      shape.map((_, i) => !rows || i > 0),
    );
  const form = selecting(scaling, maskShapeOf);
  return checkBoolean('scaleByKeep', scaleByKeep) ? form : unscaled(maskShapeOf);
}

export const DROP_PATH: FormRow = {
  name: 'DropPath',
  settings: ['mode', 'scaleByKeep', 'scaling'] satisfies (keyof DropPathSettings)[],
  p: 0,
  form: dropPathForm,
};

/**
 * Drop path, or stochastic depth (Huang et al., ECCV 2016), as timm.layers.drop_path and torchvision.ops.stochastic_depth:
 * while training, each sample of a residual branch is zeroed with probability p, or the whole batch is (`mode`), and what is
 * kept is scaled by 1/(1 - p). `shape` is [N, …]; `offset` counts samples, or is 0 for a batch that is dropped at once.
 *
 * @param p Probability of dropping a sample, in [0, 1]. 0 when left out.
 * @throws {TypeError | RangeError} if an argument is not what it should be; nothing is written and no draw taken then.
 *
 * @example
 * import { dropPath } from 'native-dropout';
 * const branch = new Float32Array(4 * 10).fill(1);
 * const y = dropPath(branch, 0.2, { shape: [4, 10] }); // each ten is 0 or 1.25
 */
export const dropPath: ArrayFunction<ShapeOption & DropPathSettings> = arrayFunction(DROP_PATH);

/** No net is as deep, and a mistaken depth does not fill the memory. */
const MOST_BLOCKS = 65_536;

/**
 * The probabilities of the blocks of a net: `depth` of them from 0 to `rate`, evenly spaced, as
 * timm.layers.calculate_drop_path_rates (which calculates in float32). Of depth 1 the only one is 0.
 * @param rate That of the last block, in [0, 1].
 * @param depth How many blocks: an integer in [1, 65536].
 * @throws {TypeError | RangeError} if rate or depth is not what it should be.
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
