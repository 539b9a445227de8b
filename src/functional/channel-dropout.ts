/** Whole channels of feature maps are kept or dropped. */

import { sharedAlong } from '../call/mask-shape.js';
import type { Form, FormRow } from '../form/form.js';
import { type ScalingOption, selecting } from '../form/select.js';
import { checkBoolean, checkChoice } from '../input/check.js';
import { checkRank, type ShapeOption } from '../input/shape.js';
import { type ArrayFunction, arrayFunction } from './array-function.js';

export interface ChannelSettings extends ScalingOption {
  /** The channels are the last axis, as in Keras, and not the one before the maps, as in PyTorch. False when left out. */
  channelsLast?: boolean | undefined;
}

export interface SpatialSettings extends ScalingOption {
  /** Where the channels are: the last axis, or the one after the samples. Default: 'channels_last'. */
  dataFormat?: DataFormat | undefined;
}

/** As Keras spells it, and as TensorFlow.js does. */
export type DataFormat = 'channels_last' | 'channels_first' | 'channelsLast' | 'channelsFirst';

/** How many axes the map of a channel has. */
type Axes = 1 | 2 | 3;

const MAPS: Readonly<Record<Axes, readonly string[]>> = { 1: ['L'], 2: ['H', 'W'], 3: ['D', 'H', 'W'] };

/** The form whose arrays are of one of these ranks: with samples, and without if `alone`. */
function channelForm(axes: Axes, last: boolean, scaling: unknown, alone: boolean): Form {
  const sample = last ? [...MAPS[axes], 'C'] : ['C', ...MAPS[axes]];
  return selecting(scaling, (shape) => {
    checkRank(shape, ['N', ...sample], ...(alone ? [sample] : []));
    const first = shape.length - sample.length;
    const channel = last ? shape.length - 1 : first;
    return sharedAlong(
      shape,
      shape.map((_, i) => i >= first && i !== channel),
    );
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

function readChannelsLast(dataFormat: unknown): boolean {
  return ['channels_last', 'channelsLast'].includes(checkChoice('dataFormat', dataFormat, FORMATS));
}

/** The layers of Keras, whose input always has samples; sequences have their channels last. */
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
 * Dropout of whole channels of sequences, as torch.nn.functional.dropout1d: `shape` is [N, C, L], or [C, L] of one sample;
 * with `channelsLast` [N, L, C] or [L, C], as keras.layers.SpatialDropout1D has it (Tompson et al., CVPR 2015). `offset`
 * counts channels: sample k begins at k · C.
 *
 * @param p Probability of dropping a channel, in [0, 1]. 0.5 when left out.
 * @throws {TypeError | RangeError} if an argument is not what it should be; nothing is written and no draw taken then.
 *
 * @example
 * import { dropout1d } from 'native-dropout';
 * const y = dropout1d(new Float32Array(2 * 3 * 10).fill(1), 0.5, { shape: [2, 3, 10] }); // whole tens are 0 or 2
 */
export const dropout1d: ArrayFunction<ShapeOption & ChannelSettings> = arrayFunction(DROPOUT_1D);

/**
 * Dropout of whole channels of images, as torch.nn.functional.dropout2d: `shape` is [N, C, H, W], or [C, H, W] of one
 * image; with `channelsLast` [N, H, W, C] or [H, W, C], as keras.layers.SpatialDropout2D has it (Tompson et al., CVPR
 * 2015). PyTorch takes three axes for [N, C, L], which here are those of {@link dropout1d}. `offset` counts channels:
 * image k begins at k · C.
 *
 * @param p Probability of dropping a channel, in [0, 1]. 0.5 when left out.
 * @throws {TypeError | RangeError} if an argument is not what it should be; nothing is written and no draw taken then.
 *
 * @example
 * import { dropout2d } from 'native-dropout';
 * const y = dropout2d(new Float32Array(3 * 8 * 8).fill(1), 0.5, { shape: [1, 3, 8, 8] });
 */
export const dropout2d: ArrayFunction<ShapeOption & ChannelSettings> = arrayFunction(DROPOUT_2D);

/**
 * Dropout of whole channels of volumes, as torch.nn.functional.dropout3d: `shape` is [N, C, D, H, W], or [C, D, H, W] of
 * one volume; with `channelsLast` [N, D, H, W, C] or [D, H, W, C], as keras.layers.SpatialDropout3D has it (Tompson et al.,
 * CVPR 2015). `offset` counts channels: volume k begins at k · C.
 *
 * @param p Probability of dropping a channel, in [0, 1]. 0.5 when left out.
 * @throws {TypeError | RangeError} if an argument is not what it should be; nothing is written and no draw taken then.
 *
 * @example
 * import { dropout3d } from 'native-dropout';
 * const y = dropout3d(new Float32Array(3 * 4 * 8 * 8).fill(1), 0.5, { shape: [3, 4, 8, 8] });
 */
export const dropout3d: ArrayFunction<ShapeOption & ChannelSettings> = arrayFunction(DROPOUT_3D);
