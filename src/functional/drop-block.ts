/** Whole blocks of images are dropped. */

import { applyLaid, layOut } from '../call/apply.js';
import { blockShape } from '../call/blocks.js';
import type { Call } from '../call/call.js';
import type { MaskShape } from '../call/mask-shape.js';
import type { GivenBits } from '../core/bits.js';
import { SELECT } from '../core/operation.js';
import { countOnes } from '../core/packed.js';
import { GIVEN } from '../core/values.js';
import { type Form, type FormRow, form, IDENTITY, type Pass } from '../form/form.js';
import { linear } from '../form/select.js';
import { checkBoolean, checkFactor, checkInteger, MAX_INDEX } from '../input/check.js';
import type { Settings } from '../input/options.js';
import { checkRank, type ShapeOption } from '../input/shape.js';
import { type ArrayFunction, arrayFunction } from './array-function.js';

export interface DropBlockSettings {
  /** Elements along each axis of a block: a positive integer, odd or even. 7 when left out. */
  blockSize?: number | undefined;
  /** What the probability of a block is multiplied by: 0 or more. 1 when left out. */
  gammaScale?: number | undefined;
  /** All channels of an image have the same blocks. False when left out, as in torchvision; timm's default is true. */
  coupleChannels?: boolean | undefined;
  /** What kept elements are multiplied by: 0 or more. How many elements x has for each that is kept when left out. */
  scale?: number | undefined;
}

const AXES = { 2: ['N', 'C', 'H', 'W'], 3: ['N', 'C', 'D', 'H', 'W'] } as const;

function dropBlockForm(axes: 2 | 3, { blockSize = 7, gammaScale = 1, coupleChannels = false, scale }: Settings): Form {
  const blocks = {
    size: checkInteger('blockSize', blockSize, 1, MAX_INDEX),
    gammaScale: checkFactor('gammaScale', gammaScale),
    coupleChannels: checkBoolean('coupleChannels', coupleChannels),
  };
  const given = scale === undefined ? undefined : checkFactor('scale', scale);
  const apply: Pass = (call, bits) => {
    const laid = layOut(call, call.maskShape as MaskShape, bits);
    return { y: applyLaid(call, laid, SELECT, GIVEN, given ?? perKept(call, laid)) };
  };
  return form({
    maskShapeOf(shape) {
      checkRank(shape, AXES[axes]);
      return blockShape(shape, blocks);
    },
    training: linear(apply),
    evaluation: IDENTITY,
  });
}

/** Elements for each that is kept: infinitely many where none is, and nothing is multiplied by them. */
function perKept({ length }: Call, { words, layout }: GivenBits): number {
  return length / layout.shared / countOnes(words);
}

function blockRow(axes: 2 | 3): FormRow {
  return {
    name: `DropBlock${axes}d`,
    settings: ['blockSize', 'gammaScale', 'coupleChannels', 'scale'] satisfies (keyof DropBlockSettings)[],
    p: 0.1,
    form: (settings) => dropBlockForm(axes, settings),
  };
}

export const DROP_BLOCK_2D = blockRow(2);
export const DROP_BLOCK_3D = blockRow(3);

/**
 * DropBlock of images (Ghiasi et al., NeurIPS 2018), as torchvision.ops.drop_block2d: `shape` is [N, C, H, W], each place
 * that a block can have in an image is dropped with probability γ = gammaScale · p·H·W / (blockSize² (H - blockSize + 1)
 * (W - blockSize + 1)), and what is left is multiplied by how many elements x has for each that is kept (torchvision and
 * timm add 1e-6 and 1e-7 to their number). As blocks overlap, a little less than p is dropped.
 *
 * A block that does not fit the image is an error here, where torchvision and timm make it smaller; timm lets blocks hang
 * over the edges. `offset` counts places: image k begins at k · C (H - blockSize + 1)(W - blockSize + 1), or without the C
 * where channels are coupled. Workers that each hold a slice of a batch drop what the whole would; each multiplies by what
 * is kept of its own slice, as in PyTorch, unless all of them give the same `scale`, for example 1/(1 - p).
 *
 * @param p Probability of dropping an element, in [0, 1]. 0.1 when left out, as in timm.
 * @throws {TypeError | RangeError} if an argument is not what it should be; nothing is written and no draw taken then.
 *
 * @example
 * import { dropBlock2d } from 'native-dropout';
 * const y = dropBlock2d(new Float32Array(3 * 16 * 16).fill(1), 0.1, { blockSize: 5, shape: [1, 3, 16, 16] });
 */
export const dropBlock2d: ArrayFunction<ShapeOption & DropBlockSettings> = arrayFunction(DROP_BLOCK_2D);

/**
 * {@link dropBlock2d} of volumes, as torchvision.ops.drop_block3d: `shape` is [N, C, D, H, W], and blocks are cubes.
 *
 * @param p Probability of dropping an element, in [0, 1]. 0.1 when left out.
 * @throws {TypeError | RangeError} if an argument is not what it should be; nothing is written and no draw taken then.
 *
 * @example
 * import { dropBlock3d } from 'native-dropout';
 * const y = dropBlock3d(new Float32Array(8 * 8 * 8).fill(1), 0.1, { blockSize: 3, shape: [1, 1, 8, 8, 8] });
 */
export const dropBlock3d: ArrayFunction<ShapeOption & DropBlockSettings> = arrayFunction(DROP_BLOCK_3D);
