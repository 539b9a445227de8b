/** Dropout for networks of SELUs. */

import { applyBits } from '../call/apply.js';
import { type MaskShapeOf, sharedAlong } from '../call/mask-shape.js';
import { AFFINE, SELECT } from '../core/operation.js';
import { ALPHA_KEEPING } from '../core/values.js';
import { type Form, type FormRow, form, IDENTITY, mode } from '../form/form.js';
import { checkBoolean } from '../input/check.js';
import { message } from '../input/errors.js';
import type { Settings } from '../input/options.js';
import type { ShapeOption } from '../input/shape.js';
import { type ArrayFunction, arrayFunction } from './array-function.js';
import type { ChannelsOption } from './channel-dropout.js';

/** y is affine in kept elements and constant for dropped ones, so dx is a multiple of dy or 0. */
const TRAINING = mode(
  (call, bits, p) => ({ y: applyBits(call, bits, AFFINE, ALPHA_KEEPING, p) }),
  (call, bits, p) => ({ y: applyBits(call, bits, SELECT, ALPHA_KEEPING, p) }),
);

export const alphaForm = (maskShapeOf?: MaskShapeOf): Form =>
  form({ maskShapeOf, dropping: 'alpha', training: TRAINING, evaluation: IDENTITY });

const ALPHA = alphaForm();

export const ALPHA_DROPOUT: FormRow = { name: 'AlphaDropout', settings: [], p: 0.5, form: () => ALPHA };

function featureForm({ channelsLast = false }: Settings): Form {
  const last = checkBoolean('channelsLast', channelsLast);
  return alphaForm((shape) => {
    const expected = last ? '[N, …, C]' : '[N, C, …]';
    if (shape.length < 2) throw new RangeError(message('shape', expected, `${shape.length} axes`));
    const channel = last ? shape.length - 1 : 1;
    return sharedAlong(shape, (axis) => axis > 0 && axis !== channel);
  });
}

export const FEATURE_ALPHA_DROPOUT: FormRow = {
  name: 'FeatureAlphaDropout',
  settings: ['channelsLast'] satisfies (keyof ChannelsOption)[],
  p: 0.5,
  form: featureForm,
};

/**
 * Drops elements and preserves mean 0 and variance 1, for networks of SELUs, as torch.nn.functional.alpha_dropout. In
 * training elements become -α′ with probability p, and then all become a·x + b. α′ = 1.7580993408473766 is minus the limit
 * of SELU at -∞, a = 1/√((α′²p + 1)(1 - p)) and b = α′·a·p (Klambauer et al., "Self-normalizing neural networks", 2017).
 * At p = 1 all become 0. In evaluation it returns x itself, or a copy in `out`.
 *
 * @param x Float32Array, Float64Array, Float16Array, or Uint16Array with `dtype`.
 * @param p Probability of dropping an element, in [0, 1]. Default: 0.5.
 * @param options {@link CallOptions}
 * @returns `out`; x itself if `inplace`, or if evaluation leaves it unchanged; by default a new array.
 * @throws {TypeError | RangeError} if an argument is wrong; nothing is written, and no draw is taken.
 *
 * @example
 * import { alphaDropout } from 'native-dropout';
 * const y = alphaDropout(Float32Array.of(-1, 0.5, 2), 0.1);
 */
export const alphaDropout: ArrayFunction = arrayFunction(ALPHA_DROPOUT);

/**
 * Drops whole channels as {@link alphaDropout} does, as torch.nn.functional.feature_alpha_dropout.
 *
 * @param x An array of the shape [N, C, …], or [N, …, C] with `channelsLast`.
 * @param p Probability of dropping a channel, in [0, 1]. Default: 0.5.
 * @param options {@link CallOptions} and {@link ChannelsOption}; `shape` is required. `offset` counts channels: sample k begins at k · C.
 * @returns `out`; x itself if `inplace`, or if evaluation leaves it unchanged; by default a new array.
 * @throws {TypeError | RangeError} if an argument is wrong; nothing is written, and no draw is taken.
 *
 * @example
 * import { featureAlphaDropout } from 'native-dropout';
 * const y = featureAlphaDropout(new Float32Array(2 * 3 * 10), 0.1, { shape: [2, 3, 10] });
 */
export const featureAlphaDropout: ArrayFunction<ShapeOption & ChannelsOption> = arrayFunction(FEATURE_ALPHA_DROPOUT);
