/** The outputs of a pass: one, or a list or an object of several. */

import type { Fresh } from '../core/dtype.js';
import { checkInteger, isPlain, MAX_LENGTH } from '../input/check.js';
import { message, wrongArray, wrongType } from '../input/errors.js';
import { isList, readList } from '../input/list.js';
import { own } from '../input/options.js';
import { copyOfNumbers, isTypedArray } from '../input/view.js';

export interface Outputs<T> {
  readonly structure: 'one' | 'list' | 'object';
  /** What to call each in errors: run, run[0] or run.label. */
  readonly paths: readonly string[];
  /** The fields of an object, in alphabetical order; otherwise unused. */
  readonly fields: readonly string[];
  readonly values: readonly T[];
}

const EXPECTED = 'an array of numbers, or a list or an object of several';

/**
 * @param isOne Whether a value is one output.
 * @param expected What run may return.
 * @throws {TypeError} if a value is neither one output nor a list or a plain object.
 */
export function readOutputs(
  returned: unknown,
  isOne: (value: unknown) => boolean = isNumbers,
  expected = EXPECTED,
): Outputs<unknown> {
  if (isOne(returned)) return { structure: 'one', paths: ['run'], fields: [], values: [returned] };
  if (isList(returned)) {
    const values = readList('run', returned, expected, (value) => value);
    return { structure: 'list', paths: values.map((_, i) => `run[${i}]`), fields: [], values };
  }
  if (!isPlain(returned)) throw wrongArray('run', expected, returned);
  const fields = Object.keys(returned).sort();
  const values = fields.map((field) => own(returned, field));
  return { structure: 'object', paths: fields.map((field) => `run.${field}`), fields, values };
}

/** Results in the structure of the outputs. */
export function inStructure<T>({ structure, fields }: Outputs<unknown>, values: readonly T[]): unknown {
  if (structure === 'one') return values[0];
  if (structure === 'list') return values;
  return Object.fromEntries(fields.map((field, i) => [field, values[i]]));
}

/** @throws {TypeError} if a pass has other outputs than the first one. */
export function checkStructure(outputs: Outputs<unknown>, first: Outputs<unknown>): void {
  const [came, expected] = [outputs, first].map(
    ({ structure, paths }) => `${structure === 'one' ? 'one output' : `${structure} of ${paths.join(', ')}`}`,
  );
  if (came !== expected) throw new TypeError(message('run', `${expected} in every pass`, came));
}

/** Whether it is an array-like object of numbers; a list that begins with an object is a list of outputs. */
export function isNumbers(value: unknown): boolean {
  if (isList(value)) return typeof value[0] !== 'object';
  return isTypedArray(value) || typeof propertyOf(value, 'length') === 'number';
}

export function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof propertyOf(value, 'then') === 'function';
}

/** A property of an object; undefined for anything else, also for a revoked Proxy. */
function propertyOf(value: unknown, name: string): unknown {
  try {
    return typeof value === 'object' ? value?.[name as keyof typeof value] : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Copies an array of numbers. Of a typed array no method or getter runs; other arrays are read once, by index.
 * @param dtype The type of a Uint16Array's bits.
 * @param spare The array to write to, if it fits: memory of a new one costs more than the copy.
 * @throws {TypeError | RangeError} if it is no such array.
 */
export function numbersOf(
  name: string,
  list: unknown,
  dtype: unknown,
  spare?: Fresh<Float64Array>,
): Fresh<Float64Array> {
  const copied = copyOfNumbers(name, list, dtype, spare);
  if (copied !== undefined) return copied;
  if (!isNumbers(list)) throw wrongArray(name, 'an array of numbers', list);
  const { length } = list as ArrayLike<unknown>;
  checkInteger(`${name}.length`, length, 0, MAX_LENGTH);
  const numbers: number[] = [];
  for (let i = 0; i < length; ++i) {
    const value = (list as ArrayLike<unknown>)[i];
    if (typeof value !== 'number') throw wrongType(`${name}[${i}]`, 'a number', value);
    numbers.push(value);
  }
  return Float64Array.from(numbers);
}
