/** Reads integers of 64 bits. */

import { wrong, wrongType, wrongValue } from '../input/errors.js';
import { readList } from '../input/list.js';

/** The least and the most. */
export type Range = readonly [least: bigint, most: bigint];

export const INT64: Range = [-(2n ** 63n), 2n ** 63n - 1n];

/** An integer of any size, a safe integer or a bigint. @throws {TypeError | RangeError} if it is neither. */
export function checkWhole(name: string, value: unknown, expected = 'a safe integer or a bigint'): bigint {
  if (Number.isSafeInteger(value)) return BigInt(value as number);
  if (typeof value === 'bigint') return value;
  throw wrong('number', name, expected, value);
}

/** A safe integer or a bigint in [least, most]. @throws {TypeError | RangeError} if it is neither. */
export function checkWide(name: string, value: unknown, least: bigint, most: bigint): bigint {
  const whole = Number.isSafeInteger(value) ? BigInt(value as number) : value;
  if (typeof whole === 'bigint' && whole >= least && whole <= most) return whole;
  const type = typeof value === 'bigint' ? 'bigint' : 'number';
  throw wrong(type, name, `a safe integer or a bigint in [${show(least)}, ${show(most)}]`, value);
}

const DECIMAL = /^-?\d{1,20}$/;

/** An integer as a decimal string, from JSON. @throws {TypeError | RangeError} if it is none. */
export function checkWideText(name: string, text: unknown, [least, most]: Range): bigint {
  const expected = `an integer in [${show(least)}, ${show(most)}] as a decimal string`;
  if (typeof text !== 'string') throw wrongType(name, expected, text);
  if (DECIMAL.test(text) && BigInt(text) >= least && BigInt(text) <= most) return BigInt(text);
  throw wrongValue(name, expected, text);
}

/** A list of n integers. */
export function checkWides(name: string, list: unknown, n: number, [least, most]: Range): bigint[] {
  return checkList(name, list, n, (one, value) => checkWide(one, value, least, most));
}

/** A list of n integers as decimal strings, from JSON. */
export function checkWideTexts(name: string, list: unknown, n: number, range: Range): bigint[] {
  return checkList(name, list, n, (one, text) => checkWideText(one, text, range));
}

/** A list of n integers, each read by a function. */
export function checkList<T>(name: string, list: unknown, n: number, read: (name: string, entry: unknown) => T): T[] {
  const entries = readList(name, list, `a list of ${n} integers`, (entry, i) => read(`${name}[${i}]`, entry));
  if (entries.length !== n) throw wrongValue(name, `a list of ${n} integers`, entries.length);
  return entries;
}

/** Integers around powers of two as powers. */
function show(n: bigint): string {
  if (n === INT64[0]) return '-2^63';
  if (n === INT64[1]) return '2^63 - 1';
  return n === 2n ** 64n - 1n ? '2^64 - 1' : n.toString();
}
