import type { FreshWords } from '../core/dtype.js';
import { wrongType } from '../input/errors.js';
import { isList } from '../input/list.js';

/** What can be shuffled: a list or a typed array. */
export type Shufflable = { readonly length: number; [index: number]: unknown };

/**
 * Shuffles in place, from the last element to the second, as Python and numpy do.
 * @param upTo Draws an integer in [0, i].
 */
export function shuffle(array: Shufflable, upTo: (i: number) => number): void {
  for (let i = array.length - 1; i > 0; --i) {
    const j = upTo(i);
    const last = array[i];
    array[i] = array[j];
    array[j] = last;
  }
}

/** @throws {TypeError} if it is no list or typed array. */
export function checkShufflable(name: string, array: unknown): Shufflable {
  const isTyped = ArrayBuffer.isView(array) && !(array instanceof DataView);
  if (!isList(array) && !isTyped) throw wrongType(name, 'an array or a typed array', array);
  return array as Shufflable;
}

/** The numbers 0 … n - 1. */
export function countTo(n: number): FreshWords {
  const numbers = new Uint32Array(n);
  for (let i = 0; i < n; ++i) numbers[i] = i;
  return numbers;
}
