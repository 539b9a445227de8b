/**
 * The masks of DropBlock: a mask element stands for a place of a block in an image. If the element is dropped, so is the
 * block there. Blocks lie inside the image, whether their size is even or odd.
 */

import { type GivenBits, givenBits } from '../core/bits.js';
import { FLAT } from '../core/layout.js';
import { clearBits, eachZero } from '../core/packed.js';
import { message } from '../input/errors.js';
import { type Shape, sizeOf } from '../input/shape.js';
import { EMPTY, type MaskShape } from './mask-shape.js';

export interface Blocks {
  /** The elements of a block along each axis. */
  readonly size: number;
  /** Multiplies the probability of dropping a block. */
  readonly gammaScale: number;
  /** Whether the channels of an image have the same blocks. */
  readonly coupleChannels: boolean;
}

/** Depth, height and width; an image is a volume of depth 1. */
type Box = readonly [number, number, number];

/**
 * The probability of dropping a block. Elements are then dropped with probability p, or a little less because blocks may
 * overlap (Ghiasi et al., "DropBlock", NeurIPS 2018, equation 1; torchvision.ops.drop_block2d).
 */
function gamma(p: number, image: Shape, places: Shape, size: number): number {
  return image.reduce((product, axis) => product * axis, p) / (size ** image.length * sizeOf(places));
}

/** The mask of an array of shape [N, C, …image]. */
export function blockShape(shape: Shape, { size, gammaScale, coupleChannels }: Blocks): MaskShape {
  const [samples, channels, ...image] = shape;
  if (sizeOf(shape) === 0) return EMPTY;
  const smallest = Math.min(...image);
  if (size > smallest) {
    throw new RangeError(message('blockSize', `at most ${smallest}, so that a block fits the image`, String(size)));
  }
  const places = image.map((axis) => axis - size + 1);
  const images = coupleChannels ? samples : samples * channels;
  const elements = images * sizeOf(places);
  const layout = coupleChannels && channels > 1 ? { shared: channels, inner: sizeOf(image) } : FLAT;
  const total = images * sizeOf(image);
  return {
    elements,
    layOut: (mask) => givenBits(writeBlocks(mask, elements, boxOf(image), boxOf(places), total), 0, layout),
    rate(p) {
      const rate = gammaScale * gamma(p, image, places, size);
      if (rate <= 1) return rate;
      throw new RangeError(
        message('gammaScale', `at most ${gammaScale / rate} for this shape and p`, String(gammaScale)),
      );
    },
  };
}

function boxOf(axes: Shape): Box {
  const [height, width] = axes.slice(-2);
  return [axes.length > 2 ? axes[0] : 1, height, width];
}

/** One bit for each of the `total` elements of the images: 1 if it is in no dropped block. */
function writeBlocks(mask: GivenBits, elements: number, image: Box, places: Box, total: number): Uint32Array {
  const [depth, height, width] = image;
  const [, down, across] = places;
  const words = new Uint32Array(Math.ceil(total / 32)).fill(-1);
  clearBits(words, total, 32 * words.length - total);
  const [deep, high, wide] = image.map((axis, i) => axis - places[i] + 1);
  eachZero(mask.words, mask.index, elements, (place) => {
    const x = place % across;
    const y = Math.floor(place / across) % down;
    const z = Math.floor(place / (across * down));
    const slice = Math.floor(z / places[0]) * depth + (z % places[0]); // counted over all images
    for (let i = 0; i < deep; ++i) {
      for (let j = 0; j < high; ++j) clearBits(words, ((slice + i) * height + y + j) * width + x, wide);
    }
  });
  return words;
}
