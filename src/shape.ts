/** Shapes of arrays and of the masks that their axes share. */

import { checkInteger, MAX_INDEX } from './check.js';
import { message, wrongType, wrongValue } from './errors.js';
import { expandBits, type Layout } from './layout.js';

export type Shape = readonly number[];

/** One entry an axis: 1 where all along it share a mask element, null or the axis itself where each has its own. */
export type NoiseShape = readonly (number | null)[];

/**
 * A list of axes: positive integers, with at most 2^48 elements in all.
 * @throws {TypeError | RangeError} if it is none.
 */
export function checkShape(name: string, shape: unknown): Shape {
  if (!Array.isArray(shape)) throw wrongType(name, 'an array of positive integers', shape);
  const axes = shape.map((axis, i) => checkInteger(`${name}[${i}]`, axis, 1, MAX_INDEX));
  if (sizeOf(axes) > MAX_INDEX) throw wrongValue(name, 'at most 2^48 elements', sizeOf(axes));
  return axes;
}

export function sizeOf(shape: Shape): number {
  return shape.reduce((size, axis) => size * axis, 1);
}

/** @throws {RangeError} if an array of that many elements does not have this shape. */
export function checkFits(shape: Shape, length: number): void {
  const size = sizeOf(shape);
  if (size !== length)
    throw new RangeError(message('shape', `a product of ${length} like x`, `${shape.join('·')} = ${size}`));
}

/**
 * Which axes share.
 * @throws {TypeError | RangeError} if an entry is neither null, 1 nor the axis, or there are not as many as axes.
 */
export function checkNoiseShape(noiseShape: unknown, shape: Shape): boolean[] {
  if (!Array.isArray(noiseShape)) throw wrongType('noiseShape', 'an array of 1 or null for each axis', noiseShape);
  if (noiseShape.length !== shape.length) {
    throw wrongValue('noiseShape', `${shape.length} entries like shape`, noiseShape.length);
  }
  return noiseShape.map((entry, i) => {
    if (entry === null || entry === shape[i]) return false;
    if (entry === 1) return true;
    const expected = `1, or null or ${shape[i]} like the axis`;
    throw (typeof entry === 'number' ? wrongValue : wrongType)(`noiseShape[${i}]`, expected, entry);
  });
}

/** A mask whose elements are shared along some axes of an array. */
export interface Noise {
  /** How many elements it has. */
  readonly elements: number;
  /** As engines take it. */
  readonly layout: Layout;
  /** What has to be written out, one after the other, before the layout holds: see {@link writeOut}. */
  readonly before: readonly { layout: Layout; elements: number }[];
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
 * The noise of a shape of which the marked axes share. An engine takes own, shared, own, any of them missing; of what has
 * more, the last shared run is written out, as often as need be.
 */
export function noiseOf(shape: Shape, shares: readonly boolean[]): Noise {
  const runs = runsOf(shape, shares);
  const elements = runs.reduce((product, { n, shared }) => (shared ? product : product * n), 1);
  const before: { layout: Layout; elements: number }[] = [];
  let written = elements;
  while (runs.length - Number(runs[0]?.shared === false) > 2) {
    const inner = runs[runs.length - 1].shared ? 1 : (runs.pop() as Run).n;
    const shared = (runs.pop() as Run).n;
    written *= shared;
    before.push({ layout: { shared, inner }, elements: written });
    runs[runs.length - 1].n *= shared * inner;
  }
  const last = runs.at(-1);
  const shared = runs.find((run) => run.shared)?.n ?? 1;
  return { elements, layout: { shared, inner: last?.shared === false && shared > 1 ? last.n : 1 }, before };
}

/** Words of which the layout holds, from those of the mask from bit `first` on. */
export function writeOut({ before }: Noise, words: Uint32Array, first: number): { words: Uint32Array; first: number } {
  let now = { words, first };
  for (const { layout, elements } of before) {
    const next = new Uint32Array(Math.ceil(elements / 32));
    expandBits(layout, now.words, now.first, 0, elements, next);
    now = { words: next, first: 0 };
  }
  return now;
}
