/** Dropout for nets of SELUs. */

import { applyBits } from '../call/apply.js';
import { type MaskShapeOf, sharedAlong } from '../call/mask-shape.js';
import { AFFINE, SELECT } from '../core/operation.js';
import { ALPHA_KEEPING } from '../core/values.js';
import { type Form, type FormRow, form, IDENTITY, mode } from '../form/form.js';
import { message } from '../input/errors.js';
import type { ShapeOption } from '../input/shape.js';
import { type ArrayFunction, arrayFunction } from './array-function.js';

/** The gradient is that of an affine function of what is kept, and 0 of the constant that stands where one was dropped. */
const TRAINING = mode(
  (call, bits, p) => ({ y: applyBits(call, bits, AFFINE, ALPHA_KEEPING, p) }),
  (call, bits, p) => ({ y: applyBits(call, bits, SELECT, ALPHA_KEEPING, p) }),
);

export const alphaForm = (maskShapeOf?: MaskShapeOf): Form =>
  form({ maskShapeOf, training: TRAINING, evaluation: IDENTITY });

const ALPHA = alphaForm();

export const ALPHA_DROPOUT: FormRow = { name: 'AlphaDropout', settings: [], p: 0.5, form: () => ALPHA };

const FEATURE_ALPHA = alphaForm((shape) => {
  if (shape.length < 2) throw new RangeError(message('shape', '[N, C, …]', `${shape.length} axes`));
  return sharedAlong(
    shape,
    shape.map((_, i) => i >= 2),
  );
});

export const FEATURE_ALPHA_DROPOUT: FormRow = {
  name: 'FeatureAlphaDropout',
  settings: [],
  p: 0.5,
  form: () => FEATURE_ALPHA,
};

/**
 * Alpha dropout, as torch.nn.functional.alpha_dropout: while training, elements become -α′ with probability p, where
 * α′ = 1.7580993408473766 is what SELU goes to on the left, and then all become a·x + b, with a = 1/√((α′²p + 1)(1 - p))
 * and b = α′·a·p, so that mean 0 and variance 1 stay (Klambauer et al., "Self-normalizing neural networks", 2017). At
 * p = 1 all become 0. Otherwise returns x itself, or a copy in `out`.
 *
 * @param p Probability of dropping an element, in [0, 1]. 0.5 when left out.
 * @throws {TypeError | RangeError} if an argument is not what it should be; nothing is written and no draw taken then.
 *
 * @example
 * import { alphaDropout } from 'native-dropout';
 * const y = alphaDropout(Float32Array.of(-1, 0.5, 2), 0.1);
 */
export const alphaDropout: ArrayFunction = arrayFunction(ALPHA_DROPOUT);

/**
 * {@link alphaDropout} of whole channels, as torch.nn.functional.feature_alpha_dropout: `shape` is [N, C, …], with any
 * number of axes behind. `offset` counts channels: sample k begins at k · C.
 *
 * @param p Probability of dropping a channel, in [0, 1]. 0.5 when left out.
 * @throws {TypeError | RangeError} if an argument is not what it should be; nothing is written and no draw taken then.
 *
 * @example
 * import { featureAlphaDropout } from 'native-dropout';
 * const y = featureAlphaDropout(new Float32Array(2 * 3 * 10), 0.1, { shape: [2, 3, 10] });
 */
export const featureAlphaDropout: ArrayFunction<ShapeOption> = arrayFunction(FEATURE_ALPHA_DROPOUT);
