import type { Dtype } from '../core/dtype.js';
import { checkFinite, isPlain } from '../input/check.js';
import { wrong, wrongType, wrongValue } from '../input/errors.js';
import type { Dropping, MaskRequest } from '../random/source.js';
import { rounded } from './round.js';
import type { ReplaySource } from './source.js';

/** Reads the state of a source: its own form, or the result of toJSON(). */
export function readState<State>(source: ReplaySource<State>, state: unknown): State {
  const isJson = isPlain(state) && Object.hasOwn(state, 'source');
  return isJson ? source._check('state', state) : source._read('state', state);
}

/** @throws {TypeError} if the form is alpha dropout, and the framework has none with a seed. */
export function checkSelect(kind: Dropping, framework: string): void {
  if (kind === 'select') return;
  throw wrongType('generator', 'a source that has alpha dropout', framework, 'take a Generator');
}

/** @throws {RangeError} if p is 1, which the framework refuses. */
export function checkBelowOne({ p }: MaskRequest, framework: string): void {
  if (p === 1) throw wrong('number', 'p', `a number in [0, 1) for ${framework}`, p);
}

/** @throws {TypeError | RangeError} if a value is no number that is finite in the dtype. */
export function checkFiniteIn(dtype: Dtype, name: string, value: unknown): number {
  if (typeof value === 'number' && Number.isFinite(rounded(dtype, value))) return value;
  throw wrong('number', name, `a finite ${dtype.name}`, value);
}

/** Checks the limits of uniform numbers. */
export function checkUniform(low: number, high: number, names: readonly [string, string] = ['low', 'high']): void {
  checkFinite(names[0], low);
  checkFinite(names[1], high);
  checkFinite(`${names[1]} - ${names[0]}`, high - low);
}

/** Checks the mean and the standard deviation of normal numbers. */
export function checkNormal(mean: number, std: number, names: readonly [string, string]): void {
  checkFinite(names[0], mean);
  checkFinite(names[1], std);
  if (std < 0) throw wrongValue(names[1], 'a number of at least 0', std);
}
