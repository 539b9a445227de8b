/** Whole channels of feature maps are kept or dropped. */

import { checkBoolean } from '../check.js';
import type { Form } from '../form.js';
import { noiseOf } from '../noise-shape.js';
import type { Settings } from '../options.js';
import { type ScalingOption, selecting } from '../select.js';
import { checkRank, type ShapeOption } from '../shape.js';
import { type ArrayFunction, arrayFunction } from './array-function.js';

export interface ChannelSettings extends ScalingOption {
  /** The channels are the last axis, as in Keras, and not the one before the maps, as in PyTorch. False when left out. */
  channelsLast?: boolean | undefined;
}

export const SETTINGS = ['channelsLast', 'scaling'] as const satisfies (keyof ChannelSettings)[];

/** How many axes the map of a channel has. */
type Axes = 1 | 2 | 3;

const MAPS: Readonly<Record<Axes, readonly string[]>> = { 1: ['L'], 2: ['H', 'W'], 3: ['D', 'H', 'W'] };

export function channelForm(axes: Axes, { channelsLast = false, scaling }: Settings): Form {
  const last = checkBoolean('channelsLast', channelsLast);
  const sample = last ? [...MAPS[axes], 'C'] : ['C', ...MAPS[axes]];
  return selecting(scaling, (shape) => {
    checkRank(shape, ['N', ...sample], sample);
    const first = shape.length - sample.length;
    const channel = last ? shape.length - 1 : first;
    return noiseOf(
      shape,
      shape.map((_, i) => i >= first && i !== channel),
    );
  });
}

const channelFunction = (axes: Axes): ArrayFunction<ShapeOption & ChannelSettings> =>
  arrayFunction(`dropout${axes}d`, SETTINGS, (settings) => channelForm(axes, settings), 0.5);

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
export const dropout1d: ArrayFunction<ShapeOption & ChannelSettings> = channelFunction(1);

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
export const dropout2d: ArrayFunction<ShapeOption & ChannelSettings> = channelFunction(2);

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
export const dropout3d: ArrayFunction<ShapeOption & ChannelSettings> = channelFunction(3);
