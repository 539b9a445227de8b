/** The shapes of arrays. */

import { checkInteger, MAX_INDEX } from './check.js';
import { message, wrongValue } from './errors.js';
import { readList } from './list.js';

/** The lengths of the axes of an array, in row-major order: the last axis is the fastest. */
export type Shape = readonly number[];

export interface OptionalShape {
  /** The shape of x, for example [N, C, H, W]: integers whose product is its length. Elements are in row-major order. */
  shape?: Shape | undefined;
}

/** The option of calls whose masks depend on the shape. */
export interface ShapeOption extends OptionalShape {
  shape: Shape;
}

/**
 * Reads a list of axes: integers from 0 on. The product of those that are not 0 is at most 2^48, so that the size of every
 * part of a shape is exact.
 * @throws {TypeError | RangeError} if it is no such list.
 */
export function checkShape(name: string, shape: unknown): Shape {
  const axes = readList(name, shape, 'an array of integers', (axis, i) =>
    checkInteger(`${name}[${i}]`, axis, 0, MAX_INDEX),
  );
  const size = sizeOf(axes.filter((axis) => axis > 0));
  if (size > MAX_INDEX) throw wrongValue(name, 'at most 2^48 elements', size);
  return axes;
}

/**
 * Checks the number of axes.
 * @param axes The names of the axes of each shape that fits.
 * @throws {RangeError} if none has as many axes.
 */
export function checkRank(shape: Shape, ...axes: readonly (readonly string[])[]): void {
  if (axes.some(({ length }) => length === shape.length)) return;
  const expected = axes.map((names) => `[${names.join(', ')}]`).join(' or ');
  throw new RangeError(message('shape', expected, `${shape.length} axes`));
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
