/** Scalar arguments. */

import { message, power, wrongType, wrongValue } from './errors.js';

const MAX_SEED = 2n ** 64n - 1n;

/** A seed has 2^48 masks, a mask 2^48 elements. */
export const MAX_INDEX = 2 ** 48;

/** A probability: a number in [0, 1]. */
export function checkProbability(name: string, p: unknown): number {
  if (typeof p === 'number' && p >= 0 && p <= 1) return p;
  throw wrong(name, 'a number in [0, 1]', p);
}

/** A probability that is not 1. */
export function checkBelowOne(name: string, p: unknown): number {
  if (typeof p === 'number' && p >= 0 && p < 1) return p;
  throw wrong(name, 'a number in [0, 1)', p);
}

/** Apart from the checks, as small functions cost a call nothing. */
function wrong(name: string, expected: string, value: unknown): TypeError | RangeError {
  return typeof value === 'number' ? wrongValue(name, expected, value) : wrongType(name, expected, value);
}

function notInRange(name: string, value: unknown, least: number, most: number): TypeError | RangeError {
  return wrong(name, `an integer in [${power(least)}, ${power(most)}]`, value);
}

/** An integer in [least, most]. */
export function checkInteger(name: string, value: unknown, least: number, most: number): number {
  if (Number.isInteger(value) && (value as number) >= least && (value as number) <= most) return value as number;
  throw notInRange(name, value, least, most);
}

/**
 * The index of the first of n elements: `offset` counts from `base`, where this mask begins in the one that it was sliced
 * from, and all n lie before `limit`.
 */
export function checkOffset(offset: unknown, n: number, base = 0, limit = MAX_INDEX): number {
  const first = base + checkInteger('offset', offset, 0, MAX_INDEX);
  if (first + n <= limit) return first;
  throw notInMask(offset as number, n, limit - base);
}

function notInMask(offset: number, n: number, length: number): RangeError {
  const most = length - n;
  const expected = most < 0 ? `no more than the ${power(length)} elements of the mask` : `at most ${power(most)}`;
  const came = `${power(offset)} for ${n} elements`;
  return new RangeError(message('offset', `${expected}, so that the array ends in the mask`, came));
}

/** A seed: a bigint in [0, 2^64), or a number that is a safe integer and not negative. */
export function checkSeed(name: string, seed: unknown): bigint {
  const expected = 'a bigint in [0, 2^64) or a non-negative safe integer';
  if (typeof seed === 'bigint') {
    if (seed < 0n || seed > MAX_SEED) throw wrongValue(name, expected, seed);
    return seed;
  }
  if (typeof seed !== 'number') throw wrongType(name, expected, seed);
  if (!Number.isSafeInteger(seed) || seed < 0) throw wrongValue(name, expected, seed);
  return BigInt(seed);
}

/** A seed as JSON holds it: the decimal text of an integer in [0, 2^64). */
export function checkSeedText(name: string, seed: unknown): bigint {
  const expected = 'an integer in [0, 2^64) as decimal text';
  if (typeof seed !== 'string') throw wrongType(name, expected, seed);
  if (!/^\d{1,20}$/.test(seed) || BigInt(seed) > MAX_SEED) throw wrongValue(name, expected, seed);
  return BigInt(seed);
}

/** One of a few names. */
export function checkChoice<T extends string>(name: string, value: unknown, choices: readonly T[]): T {
  if (choices.includes(value as T)) return value as T;
  const expected = choices.map((choice) => `'${choice}'`).join(' or ');
  throw typeof value === 'string' ? wrongValue(name, expected, value) : wrongType(name, expected, value);
}

/** What something is multiplied by: a finite number that is not negative. */
export function checkFactor(name: string, value: unknown): number {
  if (typeof value === 'number' && value >= 0 && value < Infinity) return value;
  throw wrong(name, 'a finite number that is not negative', value);
}

export function checkBoolean(name: string, value: unknown): boolean {
  if (typeof value !== 'boolean') throw wrongType(name, 'a boolean', value);
  return value;
}

/** An object that has fields, which arrays and revoked Proxies do not. */
export function isRecord(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return false;
  try {
    return !Array.isArray(value);
  } catch {
    return false;
  }
}

/** An object of a class of this package, in this copy or another: `brand` is a property of its prototype. */
export function isBranded(value: unknown, brand: symbol): value is object {
  try {
    return typeof value === 'object' && value !== null && brand in value;
  } catch {
    return false; // a revoked Proxy
  }
}
