/** The layers of models: how each is called, what its config has, and the form that it is. */

import { checkChoice } from '../check.js';
import type { Form } from '../form.js';
import { featureAlphaDropoutForm } from '../functional/alpha-dropout.js';
import { channelForm } from '../functional/channel-dropout.js';
import { SETTINGS as DROP_BLOCK, dropBlockForm } from '../functional/drop-block.js';
import { dropPathForm } from '../functional/drop-path.js';
import { gaussianDropoutForm } from '../functional/gaussian-dropout.js';
import { gaussianNoiseForm } from '../functional/gaussian-noise.js';
import { lockedDropoutForm } from '../functional/locked-dropout.js';
import type { Settings } from '../options.js';
import { alphaDropoutOf, dropoutOf } from './forms.js';

export interface LayerRow {
  /** What a layer has in its config beside its number, `seed` and `draw`; its properties have the same names. */
  readonly fields: readonly string[];
  formOf(fields: Settings): Form;
}

function channels(axes: 1 | 2 | 3, { dataFormat }: Settings): Form {
  const format = checkChoice('dataFormat', dataFormat ?? 'channelsLast', ['channelsFirst', 'channelsLast']);
  return channelForm(axes, { channelsLast: format === 'channelsLast' });
}

/** The names are those that model files have: of Keras where it has the layer. */
export const LAYER_ROWS = {
  Dropout: { fields: ['noiseShape'], formOf: dropoutOf },
  SpatialDropout1D: { fields: [], formOf: (fields) => channels(1, fields) },
  SpatialDropout2D: { fields: ['dataFormat'], formOf: (fields) => channels(2, fields) },
  SpatialDropout3D: { fields: ['dataFormat'], formOf: (fields) => channels(3, fields) },
  AlphaDropout: { fields: ['noiseShape'], formOf: alphaDropoutOf },
  FeatureAlphaDropout: { fields: [], formOf: () => featureAlphaDropoutForm },
  GaussianDropout: { fields: [], formOf: () => gaussianDropoutForm },
  GaussianNoise: { fields: [], formOf: () => gaussianNoiseForm },
  DropPath: { fields: ['mode', 'scaleByKeep'], formOf: dropPathForm },
  DropBlock2d: { fields: DROP_BLOCK, formOf: (fields) => dropBlockForm(2, fields) },
  DropBlock3d: { fields: DROP_BLOCK, formOf: (fields) => dropBlockForm(3, fields) },
  LockedDropout: { fields: [], formOf: () => lockedDropoutForm({ batchFirst: true }) },
} as const satisfies Record<string, LayerRow>;

export type LayerName = keyof typeof LAYER_ROWS;
