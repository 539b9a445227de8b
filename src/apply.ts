/** The way of a call from its options to an engine. */

import {
  checkApart,
  checkBoolean,
  checkFloats,
  checkInteger,
  checkOut,
  MAX_INDEX,
  wrongType,
  wrongValue,
} from './check.js';
import type { Dtype, FloatArray, Like } from './dtype.js';
import type { EngineName, MaskWords } from './engine/engine.js';
import { checkEngineName, pick } from './engine/index.js';

/** The type parameter is that of `out`; options without one fit every call. */
export interface ApplyOptions<T extends FloatArray = never> {
  /**
   * Where to write: an array like x, over all of its memory or none of it. A new array when left out. (An overlap in part
   * throws; only that of two SharedArrayBuffer objects over one memory is not noticed by the wasm and js engines.)
   */
  out?: T | undefined;
  /** Write to x itself. False when left out. */
  inplace?: boolean | undefined;
  /** The index in the mask of x[0], in [0, 2^48 - x.length]: for x that is a slice of something larger. 0 when left out. */
  offset?: number | undefined;
  /** Run on this engine, whatever the others would do: the result is the same. The fastest when left out. */
  engine?: EngineName | undefined;
}

/** A mask has 2^48 elements; `n` of them from `offset` on must be among them. */
export function checkOffset(offset: unknown, n: number): number {
  const first = checkInteger('offset', offset, 0, MAX_INDEX);
  if (first + n > MAX_INDEX)
    throw wrongValue('offset', `at most 2^48 - ${n}, so that the array ends in the mask`, first);
  return first;
}

type Options = [out: unknown, inplace: unknown, offset: unknown, engine: unknown];

/** What is checked in training and in evaluation alike. */
function check(x: unknown, ...[out, inplace, offset, engine]: Options): Dtype {
  const dtype = checkFloats('x', x);
  checkOffset(offset, (x as FloatArray).length);
  if (checkBoolean('inplace', inplace) && out !== undefined) throw wrongType('out', 'none when inplace is true', out);
  if (engine !== undefined) checkEngineName('engine', engine);
  return dtype;
}

/** Applies a mask to x. Options come one by one, so that they have been read before the caller fills in the mask. */
export function applyMask<T extends FloatArray>(
  mask: MaskWords,
  x: T,
  out: Like<T> | undefined,
  inplace = false,
  offset = 0,
  engine?: EngineName,
): Like<T> {
  const dtype = check(x, out, inplace, offset, engine);
  const runner = pick(x.length, engine);
  const y = inplace ? x : out === undefined ? runner.output(dtype, x.length) : checkOut(x, dtype, out);
  runner.apply(mask, dtype, x, y, offset);
  return y as Like<T>;
}

/** What evaluation does with the same arguments: x itself, or a copy of it in `out`. */
export function identity<T extends FloatArray>(
  x: T,
  out: Like<T> | undefined,
  inplace = false,
  offset = 0,
  engine?: EngineName,
): Like<T> {
  const dtype = check(x, out, inplace, offset, engine);
  if (out === undefined) return x as FloatArray as Like<T>;
  const y = checkOut(x, dtype, out);
  checkApart(x, y);
  y.set(x);
  return y as Like<T>;
}
