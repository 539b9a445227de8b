/** The way of a call from its arguments to an engine. */

import type { Bits, GivenBits } from './bits.js';
import { checkBoolean, checkOffset, MAX_INDEX } from './check.js';
import type { DtypeName, FloatArray, FreshWords, StoredArray } from './dtype.js';
import { pick } from './engine/choice.js';
import type { Arrays, EngineName } from './engine/engine.js';
import { readEngineName } from './engine/registry.js';
import { wrongType } from './errors.js';
import { FLAT, type Layout } from './layout.js';
import type { Noise } from './noise-shape.js';
import type { Operation } from './operation.js';
import type { OptionValues } from './options.js';
import type { Rule } from './values.js';
import { copy, isLike, likeOf, toKind, viewOf } from './view.js';

/** The options that all calls have which apply a mask. The type parameter is that of `out`. */
export interface ApplyOptions<T extends FloatArray = never> {
  /** Where to write: an array like x, over all of its memory or none of it. A new array when left out. */
  out?: T | undefined;
  /** Write to x itself. False when left out. */
  inplace?: boolean | undefined;
  /**
   * The index in the mask of x[0], for x that is a slice of something larger: an integer from 0 on, so that x ends where the
   * mask does or before (2^48 elements; of a stored mask, its length). 0 when left out.
   */
  offset?: number | undefined;
  /** Run on this engine, whatever the others would do: the result is the same. The fastest when left out. */
  engine?: EngineName | undefined;
  /** What the bits of a Uint16Array are: 'float16' or 'bfloat16'. Other arrays say it themselves. */
  dtype?: DtypeName | undefined;
}

/** What a call works on, read and checked, and who is asked to do it. */
export interface Arguments extends Omit<Arrays, 'y' | 'index' | 'layout'> {
  /** The first mask element, before and after its bits are written out for the layout. */
  index: number;
  layout: Layout;
  /** undefined where none was given: a new array in training, x itself in evaluation. */
  y: StoredArray | undefined;
  other: StoredArray | undefined;
  /** The user's own arrays that x and y are; undefined as y is. */
  readonly given: FloatArray;
  result: FloatArray | undefined;
  /** What they are called. */
  readonly kind: string;
  bias: Arrays['bias'];
  sums: Arrays['sums'];
  /** Elements of the bias; 0 where there is none. */
  columns: number;
  /** A second result, of the forms that have one. */
  second: FloatArray | FreshWords | undefined;
  /** Where elements have not each their own mask element, until the bits are laid out. */
  noise: Noise | undefined;
  readonly engine: EngineName | undefined;
}

/**
 * `base` and `limit`: where the mask begins and ends in the one that it was sliced from. `noiseFor` says which elements
 * share one of the mask.
 */
export function readArguments(
  name: string,
  x: unknown,
  { out, offset = 0, engine, dtype: wanted }: Readonly<Pick<OptionValues, 'out' | 'offset' | 'engine' | 'dtype'>>,
  inplace: unknown = false,
  noiseFor?: (length: number) => Noise | undefined,
  base = 0,
  limit = MAX_INDEX,
): Arguments {
  const view = viewOf(name, x, wanted);
  const { array, dtype, length, given, kind } = view;
  const noise = noiseFor?.(length);
  const index = checkOffset(offset, noise === undefined ? length : noise.elements, base, limit);
  const here = checkBoolean('inplace', inplace);
  if (here && out !== undefined) throw wrongType('out', 'none when inplace is true', out);
  const y = here ? view : out === undefined ? undefined : likeOf('out', view, out);
  return {
    dtype,
    length,
    index,
    layout: FLAT,
    x: array,
    y: y?.array,
    given,
    result: y?.given,
    kind,
    other: undefined,
    bias: undefined,
    sums: undefined,
    columns: 0,
    second: undefined,
    noise,
    engine: readEngineName(engine),
  };
}

/** Has a call without an output write to an array that an earlier one gave, if that is like x. */
export function reuse(call: Arguments, kept: FloatArray | undefined): void {
  if (kept === undefined || !isLike(kept, call)) return;
  const { array, given } = viewOf('out', kept, call.dtype.name);
  call.y = array;
  call.result = given;
}

/** Writes what becomes of x to y, or to a new array, and returns that. */
export function applyBits(call: Arguments, bits: Bits, operation: Operation, rule: Rule, p: number): FloatArray {
  const engine = pick(call.length, call.engine);
  call.y ??= engine.output(call.dtype, call.length);
  engine.run(operation, call.noise === undefined ? bits : layOut(call, call.noise, bits), rule, p, call as Arrays);
  return call.result ?? toKind(call.kind, call.y);
}

/** The bits of a call's noise, once, as its layout has them: in words of which its index is the first. */
export function layOut(call: Arguments, noise: Noise, bits: Bits): GivenBits {
  let { words } = bits;
  let first = call.index;
  if (bits.words === undefined) {
    const begin = Math.floor(first / 32);
    first %= 32;
    words = new Uint32Array(Math.ceil((first + noise.elements) / 32));
    pick(call.length, call.engine).draw(bits, begin, words);
  }
  const laid = noise.layOut({ words: words as Uint32Array, first });
  call.index = laid.first;
  call.layout = noise.layout;
  call.noise = undefined;
  return laid;
}

/** Evaluation: x itself, or a copy of it in `out`. */
export function identity({ x, y = x, given, result = given, dtype, length }: Arguments): FloatArray {
  if (y !== x) copy(x, y, dtype, length);
  return result;
}
