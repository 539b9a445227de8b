/** The layers of models: how each is called, what its config has, and the form that it is. */

import { checkChoice } from '../check.js';
import type { Form } from '../form.js';
import { featureAlphaDropoutForm } from '../functional/alpha-dropout.js';
import { channelForm } from '../functional/channel-dropout.js';
import { SETTINGS as DROP_BLOCK, dropBlockForm } from '../functional/drop-block.js';
import { dropPathForm } from '../functional/drop-path.js';
import { gaussianDropoutForm } from '../functional/gaussian-dropout.js';
import { lockedDropoutForm } from '../functional/locked-dropout.js';
import type { Settings } from '../options.js';
import { alphaDropoutOf, dropoutOf, gaussianNoiseOf } from './forms.js';
import { below1, clamped, magnitude, type ReadNumber, upTo1 } from './read-number.js';

export interface LayerRow {
  /** What a layer has in its config beside its number, `seed` and `draw`; its properties have the same names. */
  readonly fields: readonly string[];
  formOf(fields: Settings): Form;
  /** Reads the number of a layer of TensorFlow.js, or of a file. Default: as it is. */
  readonly read?: ReadNumber;
  /** It takes integers, of which floats become, as TensorFlow.js does. */
  readonly integers?: boolean;
  /** The ranks that it takes. Default: all. */
  readonly rank?: { readonly ndim: number } | { readonly minNDim: number };
}

function channels(axes: 1 | 2 | 3, { dataFormat }: Settings): Form {
  const format = checkChoice('dataFormat', dataFormat ?? 'channelsLast', ['channelsFirst', 'channelsLast']);
  return channelForm(axes, { channelsLast: format === 'channelsLast' });
}

/** The names are those that model files have: of Keras where it has the layer. */
export const LAYER_ROWS = {
  Dropout: { fields: ['noiseShape'], formOf: dropoutOf, read: clamped },
  SpatialDropout1D: { fields: [], formOf: (fields) => channels(1, fields), read: clamped, rank: { ndim: 3 } },
  SpatialDropout2D: {
    fields: ['dataFormat'],
    formOf: (fields) => channels(2, fields),
    read: clamped,
    rank: { ndim: 4 },
  },
  SpatialDropout3D: {
    fields: ['dataFormat'],
    formOf: (fields) => channels(3, fields),
    read: clamped,
    rank: { ndim: 5 },
  },
  AlphaDropout: { fields: ['noiseShape'], formOf: alphaDropoutOf, read: upTo1, integers: true },
  FeatureAlphaDropout: { fields: [], formOf: () => featureAlphaDropoutForm, rank: { minNDim: 2 } },
  GaussianDropout: { fields: [], formOf: () => gaussianDropoutForm, read: below1, integers: true },
  GaussianNoise: { fields: [], formOf: gaussianNoiseOf, read: magnitude, integers: true },
  DropPath: { fields: ['mode', 'scaleByKeep'], formOf: dropPathForm },
  DropBlock2d: { fields: DROP_BLOCK, formOf: (fields) => dropBlockForm(2, fields), rank: { ndim: 4 } },
  DropBlock3d: { fields: DROP_BLOCK, formOf: (fields) => dropBlockForm(3, fields), rank: { ndim: 5 } },
  LockedDropout: { fields: [], formOf: () => lockedDropoutForm({ batchFirst: true }), rank: { ndim: 3 } },
} as const satisfies Record<string, LayerRow>;

export type LayerName = keyof typeof LAYER_ROWS;
