/** Reads the arguments of a call that applies a mask. */

import type { DtypeName, FloatArray } from '../core/dtype.js';
import { biasesOf, noBias } from '../core/tile.js';
import type { Arrays, Engine, EngineName } from '../engine/engine.js';
import { readEngine } from '../engine/load/registry.js';
import { checkBoolean, checkOffset, MAX_INDEX } from '../input/check.js';
import { wrongType, wrongValue } from '../input/errors.js';
import type { OptionValues } from '../input/options.js';
import { checkFits } from '../input/shape.js';
import { floatsOf, isLike, likeOf, sameKindOf, type View, viewOf } from '../input/view.js';
import type { MaskShape, Shaped } from './mask-shape.js';

/** The options of all calls that apply a mask. The type parameter is the type of `out`. */
export interface ApplyOptions<T extends FloatArray = never> {
  /**
   * An array for the result, of x's kind and length. It may be x itself, but must not cover only a part of x's memory.
   * Default: a new array.
   */
  out?: T | undefined;
  /** Write to x itself. Default: false. */
  inplace?: boolean | undefined;
  /**
   * The index in the mask of x[0], if x is a slice of a larger array: an integer ≥ 0. The slice must end within the mask,
   * which has 2^48 elements, or `length` if it is a stored mask. Default: 0.
   */
  offset?: number | undefined;
  /** The engine to run on; the result is the same on all. Default: the fastest. */
  engine?: EngineName | undefined;
  /** The type of a Uint16Array's bits: 'float16' or 'bfloat16'. Not needed for other arrays. */
  dtype?: DtypeName | undefined;
}

/** The arguments of a call, read and checked once. A call is a value: nothing changes it. */
export interface Call extends Arrays, Pick<View, 'given' | 'kind'> {
  /** The first mask element. */
  readonly index: number;
  /** The user's array for y. undefined: y is a new array, or x itself in evaluation. */
  readonly result: FloatArray | undefined;
  /** The elements of the bias; 0 if there is none. */
  readonly columns: number;
  /** undefined: each element has its own mask element. */
  readonly maskShape: MaskShape | undefined;
  readonly engine: Engine | undefined;
}

/**
 * Reads x and the options.
 * @param kept The output of an earlier call, to be reused if it is like x and no `out` is given.
 * @param base The first element of the mask in the one that it was sliced from; `limit` is its end.
 * @throws {TypeError | RangeError} if x or an option is wrong.
 */
export function readCall(
  name: string,
  x: unknown,
  { out, offset = 0, engine, dtype: wanted }: Readonly<Pick<OptionValues, 'out' | 'offset' | 'engine' | 'dtype'>>,
  inplace: unknown,
  shaped: Shaped | undefined,
  kept?: FloatArray,
  base = 0,
  limit = MAX_INDEX,
): Call {
  const view = viewOf(name, x, wanted);
  const { array, dtype, length, given, kind } = view;
  const here = inplace !== undefined && checkBoolean('inplace', inplace);
  if (here && out !== undefined) throw wrongType('out', 'none when inplace is true', out);
  const y = here ? view : outputOf(view, out, kept);
  if (shaped?.axes !== undefined) checkFits(shaped.axes, length);
  const maskShape = shaped?.maskShape;
  const index = checkOffset(offset, maskShape === undefined ? length : maskShape.elements, base, limit);
  return {
    dtype,
    length,
    x: array,
    y: y?.array,
    other: undefined,
    bias: undefined,
    sums: undefined,
    index,
    given,
    result: y?.given,
    kind,
    columns: 0,
    maskShape,
    engine: readEngine(engine),
  };
}

function outputOf(view: View, out: unknown, kept: FloatArray | undefined): View | undefined {
  if (out !== undefined) return likeOf('out', view, out);
  return kept !== undefined && isLike(kept, view) ? viewOf('out', kept, view.dtype.name) : undefined;
}

/**
 * Adds the second array.
 * @throws {TypeError | RangeError} if it is no array of the kind and the length of x.
 */
export function withOther(call: Call, name: string, other: unknown): Call {
  return { ...call, other: likeOf(name, call, other).array };
}

/**
 * Adds a copy of the bias, so that `out` may cover its memory; null and undefined mean no bias.
 * @throws {TypeError | RangeError} if it is no array of the kind of x, or its length does not divide that of x.
 */
export function withBias(call: Call, bias: unknown): Call {
  if (bias === undefined || bias === null) return { ...call, bias: noBias(call.dtype, call.length) };
  const view = sameKindOf('bias', call, bias);
  if (view.length === 0 || call.length % view.length !== 0) {
    throw wrongValue('bias', `a length that divides that of x, ${call.length}`, view.length);
  }
  return { ...call, bias: biasesOf(call.dtype, floatsOf(view), call.length), columns: view.length };
}
