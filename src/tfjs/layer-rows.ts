/** The layers of models: name, config and form of each. */

import type { FormRow } from '../form/form.js';
import { FEATURE_ALPHA_DROPOUT } from '../functional/alpha-dropout.js';
import { SPATIAL_DROPOUT_1D, SPATIAL_DROPOUT_2D, SPATIAL_DROPOUT_3D } from '../functional/channel-dropout.js';
import { DROP_BLOCK_2D, DROP_BLOCK_3D } from '../functional/drop-block.js';
import { DROP_PATH } from '../functional/drop-path.js';
import { GAUSSIAN_DROPOUT } from '../functional/gaussian-dropout.js';
import { LOCKED_DROPOUT } from '../functional/locked-dropout.js';
import type { Settings } from '../input/options.js';
import {
  ALPHA_OF_TENSORS,
  DROPOUT_OF_TENSORS,
  NOISE_OF_TENSORS,
  type TensorForm,
  tensorForm,
  withDataFormat,
} from './forms.js';
import { below1, clamped, magnitude, type ReadNumber, upTo1 } from './read-number.js';

/** What a layer accepts beyond our functions, as in TensorFlow.js. */
interface Takes {
  /** Reads the rate or stddev of a layer of TensorFlow.js or of a file. Default: unchanged. */
  readonly read?: ReadNumber;
  /** It casts integers to floats, as TensorFlow.js does. */
  readonly integers?: boolean;
  /** The ranks that it accepts. Default: all. */
  readonly rank?: { readonly ndim: number } | { readonly minNDim: number };
}

/** `fields` are the config and the properties of a layer, besides rate or stddev, `seed` and `draw`. */
export type LayerRow = TensorForm & Takes;

function row(of: FormRow, takes: Takes = {}, fixed?: Settings): LayerRow {
  return { ...tensorForm(of, fixed), ...takes };
}

/** By the names in model files, which are Keras's if Keras has the layer. */
export const LAYER_ROWS = {
  Dropout: row(DROPOUT_OF_TENSORS, { read: clamped }),
  SpatialDropout1D: row(SPATIAL_DROPOUT_1D, { read: clamped, rank: { ndim: 3 } }),
  SpatialDropout2D: row(SPATIAL_DROPOUT_2D, { read: clamped, rank: { ndim: 4 } }),
  SpatialDropout3D: row(SPATIAL_DROPOUT_3D, { read: clamped, rank: { ndim: 5 } }),
  AlphaDropout: row(ALPHA_OF_TENSORS, { read: upTo1, integers: true }),
  FeatureAlphaDropout: row(withDataFormat(FEATURE_ALPHA_DROPOUT), { rank: { minNDim: 2 } }),
  GaussianDropout: row(GAUSSIAN_DROPOUT, { read: below1, integers: true }),
  GaussianNoise: row(NOISE_OF_TENSORS, { read: magnitude, integers: true }),
  DropPath: row(DROP_PATH),
  DropBlock2d: row(withDataFormat(DROP_BLOCK_2D), { rank: { ndim: 4 } }),
  DropBlock3d: row(withDataFormat(DROP_BLOCK_3D), { rank: { ndim: 5 } }),
  LockedDropout: row(LOCKED_DROPOUT, { rank: { ndim: 3 } }, { batchFirst: true }),
} as const satisfies Record<string, LayerRow>;

export type LayerName = keyof typeof LAYER_ROWS;
