/** DropBlock: whole blocks of images are dropped. */

import { applyLaid, layOut } from '../call/apply.js';
import { blockShape } from '../call/blocks.js';
import type { MaskShape } from '../call/mask-shape.js';
import type { GivenBits } from '../core/bits.js';
import { SELECT } from '../core/operation.js';
import { countOnes } from '../core/packed.js';
import { GIVEN } from '../core/values.js';
import { type Form, type FormRow, form, IDENTITY, mode, type Pass } from '../form/form.js';
import { checkBoolean, checkFactor, checkInteger, MAX_INDEX } from '../input/check.js';
import type { Settings } from '../input/options.js';
import { checkRank, type ShapeOption, sizeOf } from '../input/shape.js';
import { type ArrayFunction, arrayFunction } from './array-function.js';
import { type ChannelsOption, sampleAxes } from './channel-dropout.js';

/** Options of dropBlock2d, dropBlock3d and their layers. */
export interface DropBlockSettings extends ChannelsOption {
  /** Elements along each axis of a block: a positive integer, odd or even. Default: 7. */
  blockSize?: number | undefined;
  /** Multiplies γ, the probability of dropping a block: a finite number, 0 or more. Default: 1. */
  gammaScale?: number | undefined;
  /** Whether all channels of an image have the same blocks. Default: false, as in torchvision; timm's default is true. */
  coupleChannels?: boolean | undefined;
  /**
   * Multiplies kept elements: a finite number, 0 or more. Default: the number of elements of x divided by the number of kept
   * elements.
   */
  scale?: number | undefined;
}

function dropBlockForm(
  axes: 2 | 3,
  { blockSize = 7, gammaScale = 1, coupleChannels = false, scale, channelsLast = false }: Settings,
): Form {
  const last = checkBoolean('channelsLast', channelsLast);
  const names = ['N', ...sampleAxes(axes, last)];
  const blocks = {
    size: checkInteger('blockSize', blockSize, 1, MAX_INDEX),
    gammaScale: checkFactor('gammaScale', gammaScale),
    coupleChannels: checkBoolean('coupleChannels', coupleChannels),
    channelsLast: last,
  };
  const given = scale === undefined ? undefined : checkFactor('scale', scale);
  const apply: Pass = (call, bits) => {
    const maskShape = call.maskShape as BlockShape;
    const { batch } = maskShape;
    const laid = layOut(call, maskShape, bits);
    const all = () => (batch === undefined ? laid : layOut(call, batch, { ...bits, index: bits.index - batch.before }));
    return { y: applyLaid(call, laid, SELECT, GIVEN, given ?? perKept(batch?.length ?? call.length, all())) };
  };
  return form({
    dropping: undefined,
    maskShapeOf(shape, part): BlockShape {
      checkRank(shape, names);
      const own = blockShape(shape, blocks);
      if (part === undefined) return { ...own, batch: undefined };
      const { whole, first } = part;
      return { ...own, batch: { ...blockShape(whole, blocks), before: first * own.stride, length: sizeOf(whole) } };
    },
    training: mode(apply),
    evaluation: IDENTITY,
  });
}

/** The mask of an array, and of the batch that it is a part of: all parts have the scale of the batch. */
interface BlockShape extends MaskShape {
  readonly batch: (MaskShape & { readonly before: number; readonly length: number }) | undefined;
}

/** Elements per kept element: Infinity if none is kept, and then no element is multiplied. */
function perKept(length: number, { words, layout }: GivenBits): number {
  return length / layout.shared / countOnes(words);
}

function blockRow(axes: 2 | 3): FormRow {
  return {
    name: `DropBlock${axes}d`,
    settings: [
      'blockSize',
      'gammaScale',
      'coupleChannels',
      'scale',
      'channelsLast',
    ] satisfies (keyof DropBlockSettings)[],
    p: 0.1,
    form: (settings) => dropBlockForm(axes, settings),
  };
}

export const DROP_BLOCK_2D = blockRow(2);
export const DROP_BLOCK_3D = blockRow(3);

/**
 * Drops whole blocks of images in training (Ghiasi et al., NeurIPS 2018), as torchvision.ops.drop_block2d. A block is
 * dropped at each of its places in an image with probability γ = gammaScale · p·H·W / (blockSize² (H - blockSize + 1) (W -
 * blockSize + 1)). Kept elements are multiplied by the number of elements of x divided by the number of kept elements;
 * torchvision and timm add 1e-6 and 1e-7 to the divisor. Because blocks overlap, a little less than p is dropped.
 *
 * A block that is larger than the image is an error; torchvision and timm make it smaller. Blocks lie inside the image;
 * timm's may cross its edges.
 *
 * Workers with slices of a batch drop the same blocks as one process with the whole batch. Each multiplies by the factor
 * of its slice, as in PyTorch, unless all pass the same `scale`, for example 1/(1 - p).
 *
 * @param x An array of the shape [N, C, H, W], or [N, H, W, C] with `channelsLast`. Both have the same blocks.
 * @param p Probability of dropping an element, in [0, 1]. Default: 0.1, as in timm.
 * @param options {@link CallOptions} and {@link DropBlockSettings}; `shape` is required. `offset` counts places of blocks:
 * image k begins at k · C (H - blockSize + 1)(W - blockSize + 1), or without the C if channels are coupled.
 * @returns `out`; x itself if `inplace`, or if evaluation leaves it unchanged; by default a new array.
 * @throws {TypeError | RangeError} if an argument is wrong; nothing is written, and no draw is taken.
 *
 * @example
 * import { dropBlock2d } from 'native-dropout';
 * const y = dropBlock2d(new Float32Array(3 * 16 * 16).fill(1), 0.1, { blockSize: 5, shape: [1, 3, 16, 16] });
 */
export const dropBlock2d: ArrayFunction<ShapeOption & DropBlockSettings> = arrayFunction(DROP_BLOCK_2D);

/**
 * Drops whole cubes of volumes in training, as torchvision.ops.drop_block3d; see {@link dropBlock2d}.
 *
 * @param x An array of the shape [N, C, D, H, W], or [N, D, H, W, C] with `channelsLast`.
 * @param p Probability of dropping an element, in [0, 1]. Default: 0.1.
 * @param options {@link CallOptions} and {@link DropBlockSettings}; `shape` is required. `offset` counts places of blocks.
 * @returns `out`; x itself if `inplace`, or if evaluation leaves it unchanged; by default a new array.
 * @throws {TypeError | RangeError} if an argument is wrong; nothing is written, and no draw is taken.
 *
 * @example
 * import { dropBlock3d } from 'native-dropout';
 * const y = dropBlock3d(new Float32Array(8 * 8 * 8).fill(1), 0.1, { blockSize: 3, shape: [1, 1, 8, 8, 8] });
 */
export const dropBlock3d: ArrayFunction<ShapeOption & DropBlockSettings> = arrayFunction(DROP_BLOCK_3D);
