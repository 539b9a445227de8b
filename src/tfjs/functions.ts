/** The family as functions of tensors. */

import type { Tensor, TensorLike } from '@tensorflow/tfjs-core';
import type { NoiseShape } from '../call/mask-shape.js';
import type { FormRow } from '../form/form.js';
import { FEATURE_ALPHA_DROPOUT } from '../functional/alpha-dropout.js';
import { DROPOUT_1D, DROPOUT_2D, DROPOUT_3D } from '../functional/channel-dropout.js';
import { DROP_BLOCK_2D, DROP_BLOCK_3D, type DropBlockSettings } from '../functional/drop-block.js';
import { DROP_PATH, type DropPathSettings } from '../functional/drop-path.js';
import { EMBEDDING_DROPOUT } from '../functional/embedding-dropout.js';
import { functionName } from '../functional/form-function.js';
import { GAUSSIAN_DROPOUT } from '../functional/gaussian-dropout.js';
import { LOCKED_DROPOUT } from '../functional/locked-dropout.js';
import { WEIGHT_DROP } from '../functional/weight-drop.js';
import { isRecord } from '../input/check.js';
import { wrongType } from '../input/errors.js';
import { accepting, readOptions, type Settings } from '../input/options.js';
import { ALPHA_OF_TENSORS, DROPOUT_OF_TENSORS, NOISE_OF_TENSORS, nameOf, tensorForm } from './forms.js';
import { runOnTensors } from './run-on-tensors.js';
import { generatorOf, type Seed } from './seed.js';

/** What functions take after the rate. */
export interface TensorOptions {
  /** As that of {@link dropout}. */
  seed?: Seed | null | undefined;
  /** The index in the mask of the first element of x, which is a slice of something larger. 0 when left out. */
  offset?: number | undefined;
}

export interface NoiseShapeOption {
  /** As that of {@link dropout}. */
  noiseShape?: NoiseShape | null | undefined;
}

/** Its errors and what it leaves are those of {@link dropout}. */
export type TensorFunction<Own = object> = <T extends Tensor = Tensor>(
  x: T | TensorLike,
  rate: number,
  options?: TensorOptions & Own,
) => T;

function tensorFunction<Own = object>(row: FormRow, fixed?: Settings, name = functionName(row)): TensorFunction<Own> {
  const { fields, formOf } = tensorForm(row, fixed);
  const accepts = accepting(name, ['offset'], { more: ['seed', ...fields] });
  const call = (x: Tensor | TensorLike, rate: number, options?: object): Tensor => {
    const { offset, settings } = readOptions(accepts, options);
    const form = formOf(settings);
    return runOnTensors(form, { x }, rate, generatorOf(settings.seed), offset, nameOf(form));
  };
  Object.defineProperty(call, 'name', { value: name }); // for stack traces
  return call as TensorFunction<Own>;
}

const dropoutBy = tensorFunction<NoiseShapeOption>(DROPOUT_OF_TENSORS);

/**
 * Sets each element of x to zero with probability `rate` and multiplies the rest by 1 / (1 - rate), as tf.dropout: bit for
 * bit what `dropout` of native-dropout makes of the same numbers and generator.
 *
 * @param x A float32 tensor, or numbers to make one of.
 * @param rate The probability of dropping an element, in [0, 1].
 * @param noiseShape An entry for each axis of x: 1 where all along it share what becomes of them, null or the axis itself
 * where each has its own; one of fewer axes is that of the last axes, and shares along the others. Default: none share.
 * Or an object with `noiseShape`, `seed` and `offset`, as {@link alphaDropout} takes.
 * @param seed With a number the mask is the same in every call; with a Generator it is its next one; that of the default
 * generator, which `manualSeed` and `seeded` seed, when left out.
 * @returns A tensor of the shape of x.
 * @throws {TypeError | RangeError} if an argument is not what it should be; no draw is taken then, and no tensor left.
 * @throws {Error} if TensorFlow.js is not installed.
 *
 * @example
 * import * as tf from '@tensorflow/tfjs';
 * import { dropout } from 'native-dropout/tfjs';
 * const y = dropout(tf.ones([2, 3]), 0.5, [2, 1], 42); // whole rows are 0 or 2
 */
export function dropout<T extends Tensor = Tensor>(
  x: T | TensorLike,
  rate: number,
  noiseShape?: NoiseShape | null,
  seed?: Seed | null,
): T;
export function dropout<T extends Tensor = Tensor>(
  x: T | TensorLike,
  rate: number,
  options: TensorOptions & NoiseShapeOption,
): T;
export function dropout(
  x: Tensor | TensorLike,
  rate: number,
  more?: NoiseShape | null | (TensorOptions & NoiseShapeOption),
  seed?: Seed | null,
): Tensor {
  if (!isRecord(more)) return dropoutBy(x, rate, { noiseShape: more, seed });
  if (seed !== undefined) throw wrongType('seed', 'it among the options', seed);
  return dropoutBy(x, rate, more as TensorOptions & NoiseShapeOption);
}

const LAST = { channelsLast: true };

/** Alpha dropout for nets of SELUs (Klambauer et al., 2017), as tf.layers.alphaDropout in training. */
export const alphaDropout: TensorFunction<NoiseShapeOption> = tensorFunction(ALPHA_OF_TENSORS);

/** Alpha dropout of whole channels, as torch.nn.functional.feature_alpha_dropout: x is [N, C, …]. */
export const featureAlphaDropout: TensorFunction = tensorFunction(FEATURE_ALPHA_DROPOUT);

/** Multiplies by normals of mean 1 and standard deviation √(rate / (1 - rate)), as tf.layers.gaussianDropout. */
export const gaussianDropout: TensorFunction = tensorFunction(GAUSSIAN_DROPOUT);

/** Adds normals of mean 0; the number after x is their standard deviation, as tf.layers.gaussianNoise. */
export const gaussianNoise: TensorFunction = tensorFunction(NOISE_OF_TENSORS);

/** Drops whole channels of sequences [N, L, C] or [L, C], as tf.layers.spatialDropout1d. */
export const spatialDropout1d: TensorFunction = tensorFunction(DROPOUT_1D, LAST, 'spatialDropout1d');

/** Drops whole channels of images [N, H, W, C] or [H, W, C], as keras.layers.SpatialDropout2D. */
export const spatialDropout2d: TensorFunction = tensorFunction(DROPOUT_2D, LAST, 'spatialDropout2d');

/** Drops whole channels of volumes [N, D, H, W, C] or [D, H, W, C], as keras.layers.SpatialDropout3D. */
export const spatialDropout3d: TensorFunction = tensorFunction(DROPOUT_3D, LAST, 'spatialDropout3d');

/** Drops whole samples of a residual branch [N, …], as timm.layers.drop_path (Huang et al., 2016). */
export const dropPath: TensorFunction<Omit<DropPathSettings, 'scaling'>> = tensorFunction(DROP_PATH);

/** Drops blocks of images [N, C, H, W], as torchvision.ops.drop_block2d (Ghiasi et al., 2018). */
export const dropBlock2d: TensorFunction<DropBlockSettings> = tensorFunction(DROP_BLOCK_2D);

/** Drops blocks of volumes [N, C, D, H, W], as torchvision.ops.drop_block3d. */
export const dropBlock3d: TensorFunction<DropBlockSettings> = tensorFunction(DROP_BLOCK_3D);

/** Drops the same features in all steps of sequences [N, T, C] (Gal and Ghahramani, 2016). */
export const lockedDropout: TensorFunction = tensorFunction(LOCKED_DROPOUT, { batchFirst: true });

/** Drops whole rows, which are words, of an embedding matrix [V, D]. */
export const embeddingDropout: TensorFunction = tensorFunction(EMBEDDING_DROPOUT);

/** Drops weights (Wan et al., 2013); with `variational` whole rows of a matrix [rows, columns]. */
export const weightDrop: TensorFunction<{ variational?: boolean | undefined }> = tensorFunction(WEIGHT_DROP);
