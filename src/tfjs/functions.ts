/** The family as functions of tensors. */

import type { Tensor, TensorLike } from '@tensorflow/tfjs-core';
import type { NoiseShape } from '../call/mask-shape.js';
import type { FormRow } from '../form/form.js';
import type { Inputs } from '../form/forward.js';
import { FEATURE_ALPHA_DROPOUT } from '../functional/alpha-dropout.js';
import { type DataFormat, DROPOUT_1D, DROPOUT_2D, DROPOUT_3D } from '../functional/channel-dropout.js';
import { DROP_BLOCK_2D, DROP_BLOCK_3D, type DropBlockSettings } from '../functional/drop-block.js';
import { DROP_PATH, type DropPathSettings } from '../functional/drop-path.js';
import { EMBEDDING_DROPOUT } from '../functional/embedding-dropout.js';
import { functionName, named } from '../functional/form-function.js';
import { GAUSSIAN_DROPOUT } from '../functional/gaussian-dropout.js';
import { LOCKED_DROPOUT } from '../functional/locked-dropout.js';
import { WEIGHT_DROP, type WeightDropSettings } from '../functional/weight-drop.js';
import { isRecord } from '../input/check.js';
import { wrongType } from '../input/errors.js';
import { accepting, readOptions, type Settings } from '../input/options.js';
import { ALPHA_OF_TENSORS, DROPOUT_OF_TENSORS, NOISE_OF_TENSORS, tensorForm, withDataFormat } from './forms.js';
import { runOnTensors } from './run-on-tensors.js';
import { generatorOf, type Seed } from './seed.js';

/** The options of functions of tensors. */
export interface TensorOptions {
  /**
   * A number, bigint or string gives the same mask in every call; a Generator gives its next mask. Default: the default
   * generator, which `manualSeed` and `seeded` seed.
   */
  seed?: Seed | null | undefined;
  /** The index in the mask of the first element of x, if x is a slice of a larger tensor: an integer ≥ 0. Default: 0. */
  offset?: number | undefined;
}

/** The option of functions and layers whose elements may share mask elements. */
export interface NoiseShapeOption {
  /**
   * One entry per axis of x: 1 if all elements along the axis share a mask element; null, or the length of the axis, if none
   * do. With fewer entries it describes the last axes, and elements share along the others. Default: none share.
   */
  noiseShape?: NoiseShape | null | undefined;
}

/** The option of functions and layers that know channels. */
export interface DataFormatOption {
  /**
   * Whether the channels are the last axis, or the one after the samples; TensorFlow.js writes 'channelsLast', Keras
   * 'channels_last'. Default: the last.
   */
  dataFormat?: DataFormat | undefined;
}

/** The options of dropBlock2d, dropBlock3d and their layers. */
export type BlockOptions = Omit<DropBlockSettings, 'channelsLast'> & DataFormatOption;

/**
 * A function of one tensor: x is a float32 tensor, or numbers to make one of, and `rate` is the probability of dropping, in
 * [0, 1]. It always drops, and returns a tensor of the shape of x, whose gradient uses the same mask. Its errors are those
 * of {@link dropout}.
 */
export type TensorFunction<Own = object> = <T extends Tensor = Tensor>(
  x: T | TensorLike,
  rate: number,
  options?: TensorOptions & Own,
) => T;

type RunForm = (inputs: Inputs, rate: number, options: object | undefined) => Tensor;

/** The function of a form, without its types. */
export function formFunction(row: FormRow, fixed?: Settings): RunForm {
  const { fields, formOf } = tensorForm(row, fixed);
  const accepts = accepting(functionName(row), ['offset'], { more: ['seed', ...fields] });
  return (inputs, rate, options) => {
    const { offset, settings } = readOptions(accepts, options);
    return runOnTensors(formOf(settings), inputs, rate, generatorOf(settings.seed), { offset });
  };
}

function tensorFunction<Own = object>(row: FormRow, fixed?: Settings): TensorFunction<Own> {
  const run = formFunction(row, fixed);
  return named((x: unknown, rate: number, options?: object) => run({ x }, rate, options), row);
}

const dropoutBy = tensorFunction<NoiseShapeOption>(DROPOUT_OF_TENSORS);

/**
 * Zeroes each element of x with probability `rate` and multiplies the others by 1 / (1 - rate), as tf.dropout. The result
 * is bit for bit that of `dropout` of native-dropout for the same numbers and generator.
 *
 * @param x A float32 tensor, or numbers to make one of.
 * @param rate The probability of dropping an element, in [0, 1].
 * @param noiseShape One entry per axis of x: 1 if all elements along the axis share a mask element, null if none do.
 * Default: none share.
 * @param seed A number, bigint or string gives the same mask in every call; a Generator gives its next mask. Default: the
 * default generator.
 * @returns A tensor of the shape of x.
 * @throws {TypeError | RangeError} if an argument is wrong; no draw is taken, and no tensor is left.
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
/**
 * Zeroes each element of x with probability `rate` and multiplies the others by 1 / (1 - rate).
 * @param x A float32 tensor, or numbers to make one of.
 * @param rate The probability of dropping an element, in [0, 1].
 * @param options {@link TensorOptions} and {@link NoiseShapeOption}
 * @returns A tensor of the shape of x.
 */
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
  if (seed !== undefined) throw wrongType('seed', 'none after options, which have it', seed);
  return dropoutBy(x, rate, more as TensorOptions & NoiseShapeOption);
}

/**
 * Drops elements and preserves mean 0 and variance 1, for networks of SELUs (Klambauer et al., 2017), as
 * tf.layers.alphaDropout.
 * @param x A float32 tensor, or numbers to make one of.
 * @param rate The probability of dropping an element, in [0, 1].
 * @param options {@link TensorOptions} and {@link NoiseShapeOption}
 * @returns A tensor of the shape of x.
 * @throws {TypeError | RangeError} if an argument is wrong; no draw is taken, and no tensor is left.
 */
export const alphaDropout: TensorFunction<NoiseShapeOption> = tensorFunction(ALPHA_OF_TENSORS);

/**
 * Drops whole channels as {@link alphaDropout} drops elements, as torch.nn.functional.feature_alpha_dropout.
 * @param x A float32 tensor [N, …, C], or [N, C, …] with channels first, or numbers to make one of.
 * @param rate The probability of dropping a channel, in [0, 1].
 * @param options {@link TensorOptions} and {@link DataFormatOption}
 * @returns A tensor of the shape of x.
 * @throws {TypeError | RangeError} if an argument is wrong; no draw is taken, and no tensor is left.
 */
export const featureAlphaDropout: TensorFunction<DataFormatOption> = tensorFunction(
  withDataFormat(FEATURE_ALPHA_DROPOUT),
);

/**
 * Multiplies by normal random numbers with mean 1 and standard deviation √(rate / (1 - rate)), as
 * tf.layers.gaussianDropout.
 * @param x A float32 tensor, or numbers to make one of.
 * @param rate The drop probability of the dropout that has the same variance, in [0, 1).
 * @param options {@link TensorOptions}
 * @returns A tensor of the shape of x.
 * @throws {TypeError | RangeError} if an argument is wrong; no draw is taken, and no tensor is left.
 */
export const gaussianDropout: TensorFunction = tensorFunction(GAUSSIAN_DROPOUT);

/**
 * Adds normal random numbers with mean 0 and standard deviation `stddev`, as tf.layers.gaussianNoise.
 * @param x A float32 tensor, or numbers to make one of.
 * @param stddev The standard deviation: a finite number that is not negative.
 * @param options {@link TensorOptions}
 * @returns A tensor of the shape of x.
 * @throws {TypeError | RangeError} if an argument is wrong; no draw is taken, and no tensor is left.
 * @throws {Error} if TensorFlow.js is not installed.
 */
export const gaussianNoise: <T extends Tensor = Tensor>(
  x: T | TensorLike,
  stddev: number,
  options?: TensorOptions,
) => T = tensorFunction(NOISE_OF_TENSORS);

const SPATIAL_1D: FormRow = { ...DROPOUT_1D, name: 'SpatialDropout1d' };
const SPATIAL_2D = withDataFormat({ ...DROPOUT_2D, name: 'SpatialDropout2d' });
const SPATIAL_3D = withDataFormat({ ...DROPOUT_3D, name: 'SpatialDropout3d' });

/**
 * Drops whole channels of sequences, as tf.layers.spatialDropout1d.
 * @param x A float32 tensor [N, L, C] or [L, C], or numbers to make one of.
 * @param rate The probability of dropping a channel, in [0, 1].
 * @param options {@link TensorOptions}
 * @returns A tensor of the shape of x.
 * @throws {TypeError | RangeError} if an argument is wrong; no draw is taken, and no tensor is left.
 */
export const spatialDropout1d: TensorFunction = tensorFunction(SPATIAL_1D, { channelsLast: true });

/**
 * Drops whole channels of images, as keras.layers.SpatialDropout2D.
 * @param x A float32 tensor [N, H, W, C] or [H, W, C], with channels first [N, C, H, W] or [C, H, W], or numbers to make
 * one of.
 * @param rate The probability of dropping a channel, in [0, 1].
 * @param options {@link TensorOptions} and {@link DataFormatOption}
 * @returns A tensor of the shape of x.
 * @throws {TypeError | RangeError} if an argument is wrong; no draw is taken, and no tensor is left.
 */
export const spatialDropout2d: TensorFunction<DataFormatOption> = tensorFunction(SPATIAL_2D);

/**
 * Drops whole channels of volumes, as keras.layers.SpatialDropout3D.
 * @param x A float32 tensor [N, D, H, W, C] or [D, H, W, C], with channels first [N, C, D, H, W] or [C, D, H, W], or
 * numbers to make one of.
 * @param rate The probability of dropping a channel, in [0, 1].
 * @param options {@link TensorOptions} and {@link DataFormatOption}
 * @returns A tensor of the shape of x.
 * @throws {TypeError | RangeError} if an argument is wrong; no draw is taken, and no tensor is left.
 */
export const spatialDropout3d: TensorFunction<DataFormatOption> = tensorFunction(SPATIAL_3D);

/**
 * Drops whole samples of a residual branch, as timm.layers.drop_path (Huang et al., 2016).
 * @param x A float32 tensor [N, …], or numbers to make one of.
 * @param rate The probability of dropping a sample, in [0, 1].
 * @param options {@link TensorOptions} and {@link DropPathSettings}
 * @returns A tensor of the shape of x.
 * @throws {TypeError | RangeError} if an argument is wrong; no draw is taken, and no tensor is left.
 */
export const dropPath: TensorFunction<Omit<DropPathSettings, 'scaling'>> = tensorFunction(DROP_PATH);

/**
 * Drops blocks of images, as torchvision.ops.drop_block2d (Ghiasi et al., 2018).
 * @param x A float32 tensor [N, H, W, C], or [N, C, H, W] with channels first, or numbers to make one of.
 * @param rate The probability of dropping an element, in [0, 1].
 * @param options {@link TensorOptions} and {@link BlockOptions}
 * @returns A tensor of the shape of x.
 * @throws {TypeError | RangeError} if an argument is wrong; no draw is taken, and no tensor is left.
 */
export const dropBlock2d: TensorFunction<BlockOptions> = tensorFunction(withDataFormat(DROP_BLOCK_2D));

/**
 * Drops blocks of volumes, as torchvision.ops.drop_block3d.
 * @param x A float32 tensor [N, D, H, W, C], or [N, C, D, H, W] with channels first, or numbers to make one of.
 * @param rate The probability of dropping an element, in [0, 1].
 * @param options {@link TensorOptions} and {@link BlockOptions}
 * @returns A tensor of the shape of x.
 * @throws {TypeError | RangeError} if an argument is wrong; no draw is taken, and no tensor is left.
 */
export const dropBlock3d: TensorFunction<BlockOptions> = tensorFunction(withDataFormat(DROP_BLOCK_3D));

/**
 * Drops the same features in all steps of sequences (Gal and Ghahramani, 2016).
 * @param x A float32 tensor [N, T, C], or numbers to make one of.
 * @param rate The probability of dropping a feature, in [0, 1].
 * @param options {@link TensorOptions}
 * @returns A tensor of the shape of x.
 * @throws {TypeError | RangeError} if an argument is wrong; no draw is taken, and no tensor is left.
 */
export const lockedDropout: TensorFunction = tensorFunction(LOCKED_DROPOUT, { batchFirst: true });

/**
 * Drops whole rows (words) of an embedding matrix.
 * @param x A float32 tensor [V, D], or numbers to make one of.
 * @param rate The probability of dropping a word, in [0, 1].
 * @param options {@link TensorOptions}
 * @returns A tensor of the shape of x.
 * @throws {TypeError | RangeError} if an argument is wrong; no draw is taken, and no tensor is left.
 */
export const embeddingDropout: TensorFunction = tensorFunction(EMBEDDING_DROPOUT);

/**
 * Drops weights (Wan et al., 2013).
 * @param x A float32 tensor (with `variational`, a matrix [rows, columns]), or numbers to make one of.
 * @param rate The probability of dropping a weight, or a row, in [0, 1].
 * @param options {@link TensorOptions} and {@link WeightDropSettings}
 * @returns A tensor of the shape of x.
 * @throws {TypeError | RangeError} if an argument is wrong; no draw is taken, and no tensor is left.
 */
export const weightDrop: TensorFunction<Omit<WeightDropSettings, 'scaling'>> = tensorFunction(WEIGHT_DROP);
