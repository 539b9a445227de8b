/** Reads the user's lists: shapes, noise shapes, booleans. */

import { checkInteger, MAX_LENGTH } from './check.js';
import { wrongType, wrongValue } from './errors.js';

/** Whether it is an array; Array.isArray() throws for a revoked Proxy. */
export function isList(value: unknown): value is readonly unknown[] {
  try {
    return Array.isArray(value);
  } catch {
    return false;
  }
}

/**
 * Copies an array: reads each entry once, by index. None of its methods runs; a hole is undefined.
 * @param axes The number of entries that it must have. Default: any.
 * @throws {TypeError | RangeError} if it is no array or has another number of entries, or `read` throws.
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
