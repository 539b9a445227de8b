/** The forms for tensors: only in training, and with some settings fixed. */

import { type MaskShapeOf, shareBy } from '../call/mask-shape.js';
import type { Form, FormRow } from '../form/form.js';
import { selecting } from '../form/select.js';
import { ALPHA_DROPOUT, alphaForm } from '../functional/alpha-dropout.js';
import { readChannelsLast } from '../functional/channel-dropout.js';
import { DROPOUT } from '../functional/dropout.js';
import { GAUSSIAN_NOISE } from '../functional/gaussian-noise.js';
import { checkFactor } from '../input/check.js';
import { NO_SETTINGS, type Settings } from '../input/options.js';

export interface TensorForm {
  /** The settings of the form, in options and configs alike. */
  readonly fields: readonly string[];
  /** Reads only these fields. As in Keras, null means the default. */
  readonly formOf: (fields: Settings) => Form;
}

/** @param fixed Settings that users cannot choose. */
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

/** As TensorFlow.js, the adapter says by `dataFormat` whether the channels are the last axis, and by default they are. */
export function withDataFormat(row: FormRow): FormRow {
  return {
    ...row,
    settings: row.settings.map((name) => (name === 'channelsLast' ? 'dataFormat' : name)),
    form({ dataFormat = 'channelsLast', ...own }) {
      const settings: Record<string, unknown> = { __proto__: null, ...own };
      return row.form(Object.assign(settings, { channelsLast: readChannelsLast(dataFormat) }));
    },
  };
}

/** The name of a form's parameter in this adapter. */
export const nameOf = ({ parameter }: Form): string => (parameter === 'p' ? 'rate' : parameter);

/** Reads a noise shape as TensorFlow.js does: with fewer entries it describes the last axes, and the others share. */
function broadcastBy(noiseShape: unknown): MaskShapeOf | undefined {
  if (!Array.isArray(noiseShape)) return shareBy(noiseShape);
  return (shape, part) => {
    const missing = Math.max(0, shape.length - noiseShape.length);
    return shareBy([...Array<number>(missing).fill(1), ...noiseShape])?.(shape, part);
  };
}

export const DROPOUT_OF_TENSORS: FormRow = {
  ...DROPOUT,
  form: ({ noiseShape }) => selecting('train', broadcastBy(noiseShape)),
};

/** Alpha dropout has a noise shape in TensorFlow.js. */
export const ALPHA_OF_TENSORS: FormRow = {
  ...ALPHA_DROPOUT,
  settings: ['noiseShape'],
  form: ({ noiseShape }) => alphaForm(broadcastBy(noiseShape)),
};

const NOISE: Form = { ...GAUSSIAN_NOISE.form(NO_SETTINGS), check: checkFactor };

/** TensorFlow.js takes standard deviations above 1, for example for pixels. */
export const NOISE_OF_TENSORS: FormRow = { ...GAUSSIAN_NOISE, form: () => NOISE };
