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
  /** Whether the channels are the last axis. */
  readonly channelsLast: boolean;
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

/** The mask of an array of shape [N, C, …image] or [N, …image, C]. Its mask elements are those of [N, C, …places]. */
export function blockShape(shape: Shape, { size, gammaScale, coupleChannels, channelsLast }: Blocks): MaskShape {
  const samples = shape[0];
  const channels = shape[channelsLast ? shape.length - 1 : 1];
  const image = channelsLast ? shape.slice(1, -1) : shape.slice(2);
  if (sizeOf(shape) === 0) return EMPTY;
  const smallest = Math.min(...image);
  if (size > smallest) {
    throw new RangeError(message('blockSize', `at most ${smallest}, so that a block fits the image`, String(size)));
  }
  const places = image.map((axis) => axis - size + 1);
  const images = coupleChannels ? samples : samples * channels;
  const elements = images * sizeOf(places);
  const inner = channelsLast ? 1 : sizeOf(image);
  const layout = coupleChannels && channels > 1 ? { shared: channels, inner } : FLAT;
  const step = channelsLast && !coupleChannels ? channels : 1;
  return {
    elements,
    stride: elements / samples,
    layOut: (mask) => givenBits(writeBlocks(mask, images, boxOf(image), boxOf(places), step), 0, layout),
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

/**
 * One bit for each element of the images: 1 if it is in no dropped block. The elements of `step` images alternate, as those
 * of channels do if they are the last axis.
 */
function writeBlocks(mask: GivenBits, images: number, image: Box, places: Box, step: number): Uint32Array {
  const [, height, width] = image;
  const [, down, across] = places;
  const size = sizeOf(image);
  const total = images * size;
  const words = new Uint32Array(Math.ceil(total / 32)).fill(-1);
  clearBits(words, total, 32 * words.length - total);
  const [deep, high, wide] = image.map((axis, i) => axis - places[i] + 1);
  eachZero(mask.words, mask.index, images * sizeOf(places), (place) => {
    const x = place % across;
    const y = Math.floor(place / across) % down;
    const z = Math.floor(place / (across * down));
    const which = Math.floor(z / places[0]);
    const first = (which - (which % step)) * size + (which % step);
    for (let i = 0; i < deep; ++i) {
      for (let j = 0; j < high; ++j) {
        const row = (((z % places[0]) + i) * height + y + j) * width + x;
        if (step === 1) clearBits(words, first + row, wide);
        else for (let k = 0; k < wide; ++k) clearBits(words, first + (row + k) * step, 1);
      }
    }
  });
  return words;
}
