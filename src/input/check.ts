/** Checks of scalar arguments: each returns its value, or throws a TypeError or RangeError that names the argument. */

import { isJson, message, power, wrong, wrongType, wrongValue } from './errors.js';

const MAX_SEED = 2n ** 64n - 1n;

/** The number of masks of a seed, and the number of elements of a mask. */
export const MAX_INDEX = 2 ** 48;

/** The most entries of a list, and the most elements of an array that is made for a given length. */
export const MAX_LENGTH = 2 ** 32 - 1;

/** A probability: a number in [0, 1]. */
export function checkProbability(name: string, p: unknown): number {
  if (typeof p === 'number' && p >= 0 && p <= 1) return p;
  throw wrongRate(name, 'a number in [0, 1]', p);
}

/** A probability below 1. */
export function checkBelowOne(name: string, p: unknown): number {
  if (typeof p === 'number' && p >= 0 && p < 1) return p;
  throw wrongRate(name, 'a number in [0, 1)', p);
}

/** Advises those who wrote percent, or options instead of p. */
function wrongRate(name: string, expected: string, p: unknown): TypeError | RangeError {
  if (name === 'p' && isPlain(p)) return wrongType(name, expected, p, 'p comes first: new Dropout(0.5, options)');
  if (typeof p === 'string' && p.trim() !== '' && Number.isFinite(Number(p)))
    return wrongType(name, expected, p, `Number(${name}) makes one`);
  const percent = typeof p === 'number' && p >= 5 && p <= 100;
  return percent ? wrongValue(name, expected, p, `${p / 100} means ${p} %`) : wrong('number', name, expected, p);
}

/** Errors have their own functions because engines inline small checks. */
function notInRange(name: string, value: unknown, least: number, most: number): TypeError | RangeError {
  return wrong('number', name, `an integer in [${power(least)}, ${power(most)}]`, value);
}

/** An integer in [least, most]. */
export function checkInteger(name: string, value: unknown, least: number, most: number): number {
  if (Number.isInteger(value) && (value as number) >= least && (value as number) <= most) return value as number;
  throw notInRange(name, value, least, most);
}

/**
 * The mask index of the first of n elements. `offset` counts from `base`, the first element of a slice of a mask; all n
 * elements must lie before `limit`.
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

/** A seed: a bigint in [0, 2^64) or a non-negative safe integer. */
export function checkSeed(name: string, seed: unknown): bigint {
  const expected = 'a bigint in [0, 2^64) or a non-negative safe integer';
  if (isSeed(seed)) return seed;
  if (typeof seed !== 'number') throw wrong('bigint', name, expected, seed, seedAdvice(seed));
  if (!Number.isSafeInteger(seed) || seed < 0) throw wrongValue(name, expected, seed);
  return BigInt(seed);
}

function isSeed(seed: unknown): seed is bigint {
  return typeof seed === 'bigint' && BigInt.asUintN(64, seed) === seed;
}

/** Advice for those who pass a string as the seed. */
function seedAdvice(seed: unknown): string {
  if (typeof seed !== 'string') return '';
  if (isJson(seed)) return 'JSON.parse it first';
  return DECIMAL.test(seed) ? 'BigInt(string) makes one' : 'new Generator(0).split(string) makes a generator of it';
}

/** The seed of a generator: a bigint in [0, 2^64). A user's class may have something else. */
export function checkSeedOf(name: string, seed: unknown): bigint {
  if (isSeed(seed)) return seed;
  throw wrong('bigint', name, 'a bigint in [0, 2^64)', seed);
}

const DECIMAL = /^\d{1,20}$/;

/** A seed from JSON: a decimal string of an integer in [0, 2^64). */
export function checkSeedText(name: string, seed: unknown): bigint {
  const expected = 'an integer in [0, 2^64) as a decimal string';
  const isNumber = typeof seed === 'number' || typeof seed === 'bigint';
  if (typeof seed !== 'string') throw wrongType(name, expected, seed, isNumber ? 'new Generator(seed) takes it' : '');
  if (!DECIMAL.test(seed) || BigInt(seed) > MAX_SEED) throw wrongValue(name, expected, seed);
  return BigInt(seed);
}

/** One of the choices. */
export function checkChoice<T extends string>(name: string, value: unknown, choices: readonly T[]): T {
  if (choices.includes(value as T)) return value as T;
  throw wrong('string', name, choices.map((choice) => `'${choice}'`).join(' or '), value);
}

export function checkFinite(name: string, value: unknown): number {
  if (Number.isFinite(value)) return value as number;
  throw wrong('number', name, 'a finite number', value);
}

/** A factor: a finite number that is not negative. */
export function checkFactor(name: string, value: unknown): number {
  if (typeof value === 'number' && value >= 0 && value < Infinity) return value;
  throw wrong('number', name, 'a finite number that is not negative', value);
}

export function checkBoolean(name: string, value: unknown): boolean {
  if (typeof value !== 'boolean') throw wrongType(name, 'a boolean', value);
  return value;
}

/** Whether it is an object with fields: no array, no revoked Proxy. */
export function isRecord(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return false;
  try {
    return !Array.isArray(value);
  } catch {
    return false;
  }
}

const { getPrototypeOf, prototype: top } = Object;
const hasOwn = top.hasOwnProperty;

/** Whether it is a plain object, of this realm or another: not an instance of a class. */
export function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  try {
    const prototype = getPrototypeOf(value);
    return prototype === top || prototype === null || isTop(prototype);
  } catch {
    return false; // a revoked Proxy
  }
}

/** Whether it is the Object.prototype of another realm. */
function isTop(prototype: object): boolean {
  return getPrototypeOf(prototype) === null && hasOwn.call(prototype, 'hasOwnProperty');
}

/**
 * The error for a value that is not a plain object. Class instances are refused because their accessors would be
 * overlooked.
 */
export function notPlain(name: string, fields: string, value: unknown, advice = ''): TypeError {
  if (isRecord(value)) return wrongType(name, `a plain object${fields}`, value, 'copy its fields into one');
  return wrongType(
    name,
    `an object${fields}`,
    value,
    typeof value === 'string' && isJson(value) ? 'JSON.parse it first' : advice,
  );
}

/** Whether it is an object of a class of this package, from any copy: its prototype has the property `brand`. */
export function isBranded(value: unknown, brand: symbol): value is object {
  try {
    return typeof value === 'object' && value !== null && brand in value;
  } catch {
    return false; // a revoked Proxy
  }
}
