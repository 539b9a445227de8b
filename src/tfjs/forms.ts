/** The forms as functions and layers of TensorFlow.js have them: training alone, and some settings fixed. */

import { type MaskShapeOf, shareBy } from '../call/mask-shape.js';
import type { Form, FormRow } from '../form/form.js';
import { selecting } from '../form/select.js';
import { ALPHA_DROPOUT, alphaForm } from '../functional/alpha-dropout.js';
import { DROPOUT } from '../functional/dropout.js';
import { GAUSSIAN_NOISE } from '../functional/gaussian-noise.js';
import { checkFactor } from '../input/check.js';
import { NO_SETTINGS, type Settings } from '../input/options.js';

export interface TensorForm {
  /** The settings of the form, in options and configs alike. */
  readonly fields: readonly string[];
  /** Reads these fields alone. In Keras null is no setting. */
  readonly formOf: (fields: Settings) => Form;
}

/** `fixed` settings cannot be given. */
export function tensorForm({ settings, form }: FormRow, fixed: Settings = {}): TensorForm {
  const fields = settings.filter((name) => name !== 'scaling' && !Object.hasOwn(fixed, name));
  return {
    fields,
    formOf(given) {
      const own: Record<string, unknown> = { __proto__: null, ...fixed };
      for (const name of fields) own[name] = given[name] ?? undefined;
      return form(own);
    },
  };
}

/** What the number of a form is called here. */
export const nameOf = ({ parameter }: Form): string => (parameter === 'p' ? 'rate' : parameter);

/** As TensorFlow.js reads a noise shape: one of fewer axes is that of the last axes, and shares along the others. */
function broadcastBy(noiseShape: unknown): MaskShapeOf | undefined {
  if (!Array.isArray(noiseShape)) return shareBy(noiseShape);
  return (shape) => {
    const missing = Math.max(0, shape.length - noiseShape.length);
    return shareBy([...Array<number>(missing).fill(1), ...noiseShape])?.(shape);
  };
}

export const DROPOUT_OF_TENSORS: FormRow = {
  ...DROPOUT,
  form: ({ noiseShape }) => selecting('train', broadcastBy(noiseShape)),
};

/** That of TensorFlow.js has a noise shape. */
export const ALPHA_OF_TENSORS: FormRow = {
  ...ALPHA_DROPOUT,
  settings: ['noiseShape'],
  form: ({ noiseShape }) => alphaForm(broadcastBy(noiseShape)),
};

const NOISE: Form = { ...GAUSSIAN_NOISE.form(NO_SETTINGS), check: checkFactor };

/** TensorFlow.js takes any standard deviation, such as that of pixels. */
export const NOISE_OF_TENSORS: FormRow = { ...GAUSSIAN_NOISE, form: () => NOISE };
