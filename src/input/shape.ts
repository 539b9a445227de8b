/** Shapes of arrays: their axes, the last one fastest. */

import { checkInteger, MAX_INDEX } from './check.js';
import { message, wrongValue } from './errors.js';
import { readList } from './list.js';

/** The axes of an array, the last one fastest. */
export type Shape = readonly number[];

/** What calls take whose masks depend on the shape. */
export interface ShapeOption {
  /** The axes of x, the last one fastest: integers whose product is its length, for example [N, C, H, W]. */
  shape: Shape;
}

/**
 * A list of axes: integers from 0 on. Those that are not 0 have at most 2^48 elements in all, so that every part of a shape
 * has a size.
 * @throws {TypeError | RangeError} if it is none.
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
 * @param axes The names of the axes, of each kind of shape that will do.
 * @throws {RangeError} if the shape has not as many as one of them.
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
