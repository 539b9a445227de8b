/** The way of a call from its arguments to an engine. */

import type { Bits } from './bits.js';
import { checkBoolean, checkOffset, MAX_INDEX } from './check.js';
import type { FloatArray } from './dtype.js';
import { pick } from './engine/choice.js';
import type { EngineName } from './engine/engine.js';
import { checkEngineName } from './engine/registry.js';
import { wrongType } from './errors.js';
import type { Operation } from './operation.js';
import { SELECT } from './operation.js';
import type { Read } from './options.js';
import { copy, outputOf, type View, viewOf } from './view.js';

/** The options that all calls have which apply a mask. The type parameter is that of `out`. */
export interface ApplyOptions<T extends FloatArray = never> {
  /** Where to write: an array like x, over all of its memory or none of it. A new array when left out. */
  out?: T | undefined;
  /** Write to x itself. False when left out. */
  inplace?: boolean | undefined;
  /** The index in the mask of x[0], in [0, 2^48 - x.length]: for x that is a slice of something larger. 0 when left out. */
  offset?: number | undefined;
  /** Run on this engine, whatever the others would do: the result is the same. The fastest when left out. */
  engine?: EngineName | undefined;
}

/** The arrays of a call and how it runs, read and checked. */
export interface Arguments {
  readonly x: View;
  /** undefined: a new array in training, x itself in evaluation. */
  readonly y: View | undefined;
  /** Of the mask element of x[0]. */
  readonly index: number;
  readonly engine: EngineName | undefined;
}

/** `base` and `limit` are of a mask that begins within a larger one, and ends. */
export function readArguments(
  name: string,
  x: unknown,
  { out, inplace = false, offset = 0, engine }: Pick<Read, 'out' | 'inplace' | 'offset' | 'engine'>,
  base = 0,
  limit = MAX_INDEX,
): Arguments {
  const from = viewOf(name, x);
  const index = checkOffset(offset, from.length, base, limit);
  const here = checkBoolean('inplace', inplace);
  if (here && out !== undefined) throw wrongType('out', 'none when inplace is true', out);
  const y = here ? from : out === undefined ? undefined : outputOf(from, out);
  return { x: from, y, index, engine: engine === undefined ? undefined : checkEngineName('engine', engine) };
}

/** Training: applies a mask. `bits` is asked for them last, when nothing of the user's runs any more. */
export function applyBits(
  { x, y, index, engine }: Arguments,
  bits: Bits,
  p: number,
  operation: Operation = SELECT,
): FloatArray {
  const runner = pick(x.length, engine);
  const to = y ?? { array: runner.output(x.dtype, x.length), dtype: x.dtype, length: x.length };
  runner.run({ operation, bits, p, index }, x, to);
  return to.array;
}

/** Evaluation: x itself, or a copy of it in `out`. */
export function identity({ x, y }: Arguments): FloatArray {
  if (y === undefined || y === x) return x.array;
  copy(x, y);
  return y.array;
}
