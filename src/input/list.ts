/** Lists of the user's: shapes, noise shapes, booleans. */

import { checkInteger, MAX_LENGTH } from './check.js';
import { wrongType, wrongValue } from './errors.js';

/** Array.isArray() throws for a revoked Proxy, which is no list. */
export function isList(value: unknown): value is readonly unknown[] {
  try {
    return Array.isArray(value);
  } catch {
    return false;
  }
}

/**
 * Reads an array once, by index, into one of our own: none of its methods runs, and a hole is undefined.
 * @param axes How many entries it must have, if that is known.
 * @throws {TypeError | RangeError} if it is no array or has not so many, or `read` throws.
 */
export function readList<T>(
  name: string,
  list: unknown,
  expected: string,
  read: (entry: unknown, index: number) => T,
  axes?: number,
): T[] {
  if (!isList(list)) throw wrongType(name, expected, list);
  const length = checkInteger(`${name}.length`, list.length, 0, MAX_LENGTH); // a Proxy may say anything
  if (axes !== undefined && length !== axes) throw wrongValue(name, `${axes} entries like shape`, length);
  const entries: T[] = [];
  for (let i = 0; i < length; ++i) entries.push(read(list[i], i));
  return entries;
}
