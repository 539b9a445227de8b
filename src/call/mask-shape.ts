/** Masks that have other elements than the array: shared along axes of its shape, or else. */

import { type GivenBits, givenBits } from '../core/bits.js';
import { expandBits, type Layout } from '../core/layout.js';
import { wrongType, wrongValue } from '../input/errors.js';
import { readList } from '../input/list.js';
import { checkShape, type Shape, sizeOf } from '../input/shape.js';
import type { Shaped } from './call.js';

/** One entry an axis: 1 where all along it share a mask element, null or the axis itself where each has its own. */
export type NoiseShape = readonly (number | null)[];

/**
 * Which axes share.
 * @throws {TypeError | RangeError} if an entry is neither null, 1 nor the axis, or there are not as many as axes.
 */
function checkNoiseShape(noiseShape: unknown, shape: Shape): boolean[] {
  const shares = (entry: unknown, i: number): boolean => {
    if (entry === null || entry === shape[i]) return false;
    if (entry === 1) return true;
    const expected = `1, or null or ${shape[i]} like the axis`;
    throw (typeof entry === 'number' ? wrongValue : wrongType)(`noiseShape[${i}]`, expected, entry);
  };
  return readList('noiseShape', noiseShape, 'an array of 1 or null for each axis', shares, shape.length);
}

/** A mask whose elements are not those of an array, one by one. */
export interface Noise {
  /** How many elements it has. */
  readonly elements: number;
  /** Reorders the bits of the mask as engines read them, and says which array elements share one. */
  readonly layOut: (mask: GivenBits) => GivenBits;
  /** The probability to draw with, so that array elements are dropped with p. undefined: p. */
  readonly rate: ((p: number) => number) | undefined;
}

interface Run {
  n: number;
  shared: boolean;
}

/** Neighbouring axes that are alike are one run; axes of length 1 are none. */
function runsOf(shape: Shape, shares: readonly boolean[]): Run[] {
  const runs: Run[] = [];
  for (const [i, n] of shape.entries()) {
    const last = runs.at(-1);
    if (n === 1) continue;
    if (last?.shared === shares[i]) last.n *= n;
    else runs.push({ n, shared: shares[i] });
  }
  return runs;
}

/**
 * The noise of a shape of which the marked axes share; undefined where every element has its own mask element. An engine
 * takes own, shared, own, any of them missing; of what has more, the last shared run is written out, as often as need be.
 */
export function noiseOf(shape: Shape, shares: readonly boolean[]): Noise | undefined {
  const runs = runsOf(shape, shares);
  if (!runs.some(({ shared }) => shared)) return undefined;
  if (sizeOf(shape) === 0) return { elements: 0, layOut: (mask) => mask, rate: undefined };
  const elements = runs.reduce((product, { n, shared }) => (shared ? product : product * n), 1);
  const before: { layout: Layout; elements: number }[] = [];
  let written = elements;
  while (runs.length - Number(!runs[0].shared) > 2) {
    const inner = runs[runs.length - 1].shared ? 1 : (runs.pop() as Run).n;
    const shared = (runs.pop() as Run).n;
    written *= shared;
    before.push({ layout: { shared, inner }, elements: written });
    runs[runs.length - 1].n *= shared * inner;
  }
  const last = runs[runs.length - 1];
  const layout = { shared: runs.find((run) => run.shared)?.n ?? 1, inner: last.shared ? 1 : last.n };
  const layOut = (mask: GivenBits): GivenBits => ({ ...before.reduce(writeOut, mask), layout });
  return { elements, layOut, rate: undefined };
}

/** The first `elements` elements of what has a layout, one bit each. */
function writeOut({ words, index }: GivenBits, { layout, elements }: { layout: Layout; elements: number }): GivenBits {
  const written = new Uint32Array(Math.ceil(elements / 32));
  expandBits(layout, words, index, 0, elements, written);
  return givenBits(written);
}

/** The noise of an array of a shape; undefined where every element has its own mask element. */
export type NoiseOfShape = (shape: Shape) => Noise | undefined;

/** Of arrays that share along the axes where a noise shape, which is the user's, has 1; undefined where it is. */
export function shareBy(noiseShape: unknown): NoiseOfShape | undefined {
  if (noiseShape === undefined) return undefined;
  return (shape) => noiseOf(shape, checkNoiseShape(noiseShape, shape));
}

/**
 * The shape of a user's array and the mask of such arrays; undefined if there is no shape and none is needed.
 * @throws {TypeError | RangeError} if the shape is none, or not one that the noise has, or missing where it is needed.
 */
export function readShape(noise: NoiseOfShape | undefined, shape: unknown): Shaped | undefined {
  if (shape === undefined) {
    if (noise === undefined) return undefined;
    throw wrongType('shape', 'the axes of x, such as [N, C, H, W]', shape);
  }
  const axes = checkShape('shape', shape);
  return { axes, noise: noise?.(axes) };
}
