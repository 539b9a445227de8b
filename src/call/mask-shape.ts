/** Masks with fewer elements than the array: array elements share them along axes of its shape, or in blocks. */

import { type GivenBits, givenBits } from '../core/bits.js';
import { expandBits, type Layout } from '../core/layout.js';
import { wrong, wrongType } from '../input/errors.js';
import { readList } from '../input/list.js';
import { checkShape, type Shape, sizeOf } from '../input/shape.js';

/**
 * One entry per axis: 1 if all elements along the axis share a mask element; null, or the length of the axis, if none do.
 */
export type NoiseShape = readonly (number | null)[];

export interface NoiseShapeOption {
  /**
   * Which elements share a mask element, as in Keras. It has one entry per axis of `shape`: 1 if all elements along the axis
   * share one; null, or the length of the axis, if none do. Default: none share.
   */
  noiseShape?: NoiseShape | undefined;
}

/**
 * Marks the axes whose elements share.
 * @throws {TypeError | RangeError} if an entry is not null, 1 or the length of its axis, or there are more or fewer
 * entries than axes.
 */
function checkNoiseShape(noiseShape: unknown, shape: Shape, whole: Shape): boolean[] {
  const shares = (entry: unknown, i: number): boolean => {
    if (entry === null || entry === shape[i] || entry === whole[i]) return false;
    if (entry === 1) return true;
    throw wrong('number', `noiseShape[${i}]`, `1 (all share), or null or ${shape[i]} (none share)`, entry);
  };
  return readList('noiseShape', noiseShape, 'an array of 1 or null for each axis', shares, shape.length);
}

/** How a mask is laid over arrays of a shape, if an array element does not simply have the mask element of its index. */
export interface MaskShape {
  /** How many elements the mask has. */
  readonly elements: number;
  /** The mask elements from one index of the first axis to the next; 0 if all share them. */
  readonly stride: number;
  /** Reorders the bits of the mask as engines read them, and says which array elements share one. */
  readonly layOut: (mask: GivenBits) => GivenBits;
  /** The probability to draw with, so that array elements are dropped with p. undefined: p. */
  readonly rate: ((p: number) => number) | undefined;
}

/** The mask of an array without elements. */
export const EMPTY: MaskShape = { elements: 0, stride: 0, layOut: (mask) => mask, rate: undefined };

interface Run {
  n: number;
  shared: boolean;
}

/** Neighbouring axes that are alike are one run; axes of length 1 are none. */
function runsOf(shape: Shape, shares: (axis: number) => boolean): Run[] {
  const runs: Run[] = [];
  for (const [i, n] of shape.entries()) {
    const last = runs.at(-1);
    if (n === 1) continue;
    if (last?.shared === shares(i)) last.n *= n;
    else runs.push({ n, shared: shares(i) });
  }
  return runs;
}

/**
 * The mask of a shape some of whose axes share; undefined if every element has its own mask element. Engines take at most
 * three runs: one without sharing, a shared one, and one without. If there are more, the bits are first repeated along the
 * last shared runs.
 */
export function sharedAlong(shape: Shape, shares: (axis: number) => boolean): MaskShape | undefined {
  const runs = runsOf(shape, shares);
  if (!runs.some(({ shared }) => shared)) return undefined;
  if (sizeOf(shape) === 0) return EMPTY;
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
  return { elements, stride: shares(0) ? 0 : elements / shape[0], layOut, rate: undefined };
}

/** The first `elements` elements of an array with that layout, one bit each. */
function writeOut({ words, index }: GivenBits, { layout, elements }: { layout: Layout; elements: number }): GivenBits {
  const written = new Uint32Array(Math.ceil(elements / 32));
  expandBits(layout, words, index, 0, elements, written);
  return givenBits(written);
}

/** The place of an array in a whole one, which is cut along its first axis. */
export interface Part {
  /** The index of the first axis at which the part begins. */
  readonly first: number;
  /** The shape of the whole array. */
  readonly whole: Shape;
}

/** The mask of an array of a shape, or of a part; undefined if every element has its own mask element. */
export type MaskShapeOf = (shape: Shape, part?: Part) => MaskShape | undefined;

/** The mask elements from one index of the first axis to the next. */
export function strideOf(maskShape: MaskShape | undefined, shape: Shape): number {
  return maskShape === undefined ? sizeOf(shape.slice(1)) : maskShape.stride;
}

/** Elements share along the axes for which the user's noise shape has 1. undefined without a noise shape. */
export function shareBy(noiseShape: unknown): MaskShapeOf | undefined {
  if (noiseShape === undefined) return undefined;
  return (shape, part) => {
    const shares = checkNoiseShape(noiseShape, shape, part?.whole ?? shape);
    return sharedAlong(shape, (axis) => shares[axis]);
  };
}

/** A user's shape, and the mask of such arrays. */
export interface Shaped {
  /** undefined: the length of x is checked elsewhere. */
  readonly axes: Shape | undefined;
  readonly maskShape: MaskShape | undefined;
}

/**
 * The shape of a user's array and the mask of such arrays; undefined if there is no shape and none is needed.
 * @throws {TypeError | RangeError} if the shape is no list of axes, does not fit the form, or is needed and missing.
 */
export function readShape(maskShapeOf: MaskShapeOf | undefined, shape: unknown): Shaped | undefined {
  if (shape === undefined) {
    if (maskShapeOf === undefined) return undefined;
    throw wrongType('shape', 'the axes of x, such as [N, C, H, W]', shape);
  }
  const axes = checkShape('shape', shape);
  return { axes, maskShape: maskShapeOf?.(axes) };
}
