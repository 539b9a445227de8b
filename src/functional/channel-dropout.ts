/** Whole channels of feature maps are kept or dropped. */

import { sharedAlong } from '../call/mask-shape.js';
import type { Form, FormRow } from '../form/form.js';
import { type ScalingOption, selecting } from '../form/select.js';
import { checkBoolean, checkChoice } from '../input/check.js';
import { checkRank, type ShapeOption } from '../input/shape.js';
import { type ArrayFunction, arrayFunction } from './array-function.js';

/** The option of forms that know channels. */
export interface ChannelsOption {
  /**
   * Whether the channels are the last axis, as in Keras. Otherwise they are the axis before the maps, as in PyTorch.
   * Default: false.
   */
  channelsLast?: boolean | undefined;
}

/** Options of dropout1d, dropout2d and dropout3d, and of their layers. */
export interface ChannelSettings extends ChannelsOption, ScalingOption {}

/** Options of SpatialDropout2D and SpatialDropout3D. */
export interface SpatialSettings extends ScalingOption {
  /**
   * Whether the channels are the last axis, or the one after the samples, as Keras or as TensorFlow.js spells it. Default:
   * the last.
   */
  dataFormat?: DataFormat | undefined;
}

/** The position of the channels, as Keras and as TensorFlow.js spell it. */
export type DataFormat = 'channels_last' | 'channels_first' | 'channelsLast' | 'channelsFirst';

/** How many axes the map of a channel has. */
type Axes = 1 | 2 | 3;

const MAPS: Readonly<Record<Axes, readonly string[]>> = { 1: ['L'], 2: ['H', 'W'], 3: ['D', 'H', 'W'] };

/** The names of the axes of a sample: [C, …map], or [… map, C] if `last`. */
export function sampleAxes(axes: Axes, last: boolean): readonly string[] {
  return last ? [...MAPS[axes], 'C'] : ['C', ...MAPS[axes]];
}

/** The form for arrays with a sample axis; if `alone`, also for a single sample without it. */
function channelForm(axes: Axes, last: boolean, scaling: unknown, alone: boolean): Form {
  const sample = sampleAxes(axes, last);
  return selecting(scaling, (shape) => {
    checkRank(shape, ['N', ...sample], ...(alone ? [sample] : []));
    const first = shape.length - sample.length;
    const channel = last ? shape.length - 1 : first;
    return sharedAlong(shape, (axis) => axis >= first && axis !== channel);
  });
}

function channelRow(axes: Axes): FormRow {
  return {
    name: `Dropout${axes}d`,
    settings: ['channelsLast', 'scaling'] satisfies (keyof ChannelSettings)[],
    p: 0.5,
    form: ({ channelsLast = false, scaling }) =>
      channelForm(axes, checkBoolean('channelsLast', channelsLast), scaling, true),
  };
}

export const DROPOUT_1D = channelRow(1);
export const DROPOUT_2D = channelRow(2);
export const DROPOUT_3D = channelRow(3);

const FORMATS: readonly DataFormat[] = ['channels_last', 'channels_first', 'channelsLast', 'channelsFirst'];

export function readChannelsLast(dataFormat: unknown): boolean {
  return ['channels_last', 'channelsLast'].includes(checkChoice('dataFormat', dataFormat, FORMATS));
}

/** The layers of Keras: their input always has a sample axis, and sequences have their channels last. */
function spatialRow(axes: Axes): FormRow {
  const own: readonly (keyof SpatialSettings)[] = axes === 1 ? ['scaling'] : ['dataFormat', 'scaling'];
  return {
    name: `SpatialDropout${axes}D`,
    settings: own,
    p: undefined,
    form: ({ dataFormat = 'channels_last', scaling }) =>
      channelForm(axes, readChannelsLast(dataFormat), scaling, false),
  };
}

export const SPATIAL_DROPOUT_1D = spatialRow(1);
export const SPATIAL_DROPOUT_2D = spatialRow(2);
export const SPATIAL_DROPOUT_3D = spatialRow(3);

/**
 * Zeroes whole channels of sequences with probability p in training and multiplies the others by 1/(1 - p), as
 * torch.nn.functional.dropout1d (Tompson et al., CVPR 2015).
 *
 * @param x An array of the shape [N, C, L], or [C, L] for one sample; with `channelsLast` [N, L, C] or [L, C], as in
 * keras.layers.SpatialDropout1D.
 * @param p Probability of dropping a channel, in [0, 1]. Default: 0.5.
 * @param options {@link CallOptions} and {@link ChannelSettings}; `shape` is required. `offset` counts channels: sample k
 * begins at k · C.
 * @returns `out`; x itself if `inplace`, or if evaluation leaves it unchanged; by default a new array.
 * @throws {TypeError | RangeError} if an argument is wrong; nothing is written, and no draw is taken.
 *
 * @example
 * import { dropout1d } from 'native-dropout';
 * const y = dropout1d(new Float32Array(2 * 3 * 10).fill(1), 0.5, { shape: [2, 3, 10] }); // each channel is 0 or 2
 */
export const dropout1d: ArrayFunction<ShapeOption & ChannelSettings> = arrayFunction(DROPOUT_1D);

/**
 * Zeroes whole channels of images with probability p in training and multiplies the others by 1/(1 - p), as
 * torch.nn.functional.dropout2d (Tompson et al., CVPR 2015). PyTorch reads three axes as [N, C, L]; here they are one
 * image, and {@link dropout1d} takes sequences.
 *
 * @param x An array of the shape [N, C, H, W], or [C, H, W] for one image; with `channelsLast` [N, H, W, C] or [H, W, C],
 * as in keras.layers.SpatialDropout2D.
 * @param p Probability of dropping a channel, in [0, 1]. Default: 0.5.
 * @param options {@link CallOptions} and {@link ChannelSettings}; `shape` is required. `offset` counts channels: image k
 * begins at k · C.
 * @returns `out`; x itself if `inplace`, or if evaluation leaves it unchanged; by default a new array.
 * @throws {TypeError | RangeError} if an argument is wrong; nothing is written, and no draw is taken.
 *
 * @example
 * import { dropout2d } from 'native-dropout';
 * const y = dropout2d(new Float32Array(3 * 8 * 8).fill(1), 0.5, { shape: [1, 3, 8, 8] });
 */
export const dropout2d: ArrayFunction<ShapeOption & ChannelSettings> = arrayFunction(DROPOUT_2D);

/**
 * Zeroes whole channels of volumes with probability p in training and multiplies the others by 1/(1 - p), as
 * torch.nn.functional.dropout3d (Tompson et al., CVPR 2015).
 *
 * @param x An array of the shape [N, C, D, H, W], or [C, D, H, W] for one volume; with `channelsLast` [N, D, H, W, C] or
 * [D, H, W, C], as in keras.layers.SpatialDropout3D.
 * @param p Probability of dropping a channel, in [0, 1]. Default: 0.5.
 * @param options {@link CallOptions} and {@link ChannelSettings}; `shape` is required. `offset` counts channels: volume k
 * begins at k · C.
 * @returns `out`; x itself if `inplace`, or if evaluation leaves it unchanged; by default a new array.
 * @throws {TypeError | RangeError} if an argument is wrong; nothing is written, and no draw is taken.
 *
 * @example
 * import { dropout3d } from 'native-dropout';
 * const y = dropout3d(new Float32Array(3 * 4 * 8 * 8).fill(1), 0.5, { shape: [3, 4, 8, 8] });
 */
export const dropout3d: ArrayFunction<ShapeOption & ChannelSettings> = arrayFunction(DROPOUT_3D);
