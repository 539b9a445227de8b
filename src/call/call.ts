/** Reads the arguments of a call that applies a mask. */

import type { ComputeArray, DtypeName, FloatArray } from '../core/dtype.js';
import { type Biases, biasesOf, noBias } from '../core/tile.js';
import type { Arrays, EngineName } from '../engine/engine.js';
import { readEngineName } from '../engine/load/registry.js';
import { checkBoolean, checkOffset, MAX_INDEX } from '../input/check.js';
import { wrongType, wrongValue } from '../input/errors.js';
import type { OptionValues } from '../input/options.js';
import { checkFits } from '../input/shape.js';
import { isLike, likeOf, plain, sameKindOf, type View, viewOf } from '../input/view.js';
import type { MaskShape, Shaped } from './mask-shape.js';

/** The options that all calls have which apply a mask. The type parameter is that of `out`. */
export interface ApplyOptions<T extends FloatArray = never> {
  /** Where to write: an array like x, over all of its memory or none of it. Default: a new array. */
  out?: T | undefined;
  /** Write to x itself. Default: false. */
  inplace?: boolean | undefined;
  /**
   * The index in the mask of x[0], if x is a slice of something larger: an integer from 0 on. x ends where the mask does or
   * before (2^48 elements; of a stored mask, its length). Default: 0.
   */
  offset?: number | undefined;
  /** Run on this engine. The result is the same on all. Default: the fastest. */
  engine?: EngineName | undefined;
  /** What the bits of a Uint16Array are: 'float16' or 'bfloat16'. Other arrays say it themselves. */
  dtype?: DtypeName | undefined;
}

/** What a call works on: read and checked once, and never changed. */
export interface Call extends Arrays {
  /** The first mask element. */
  readonly index: number;
  /** The user's own arrays that x and y are; no result if y is a new array (or x itself in evaluation). */
  readonly given: FloatArray;
  readonly result: FloatArray | undefined;
  /** What arrays like x are called. */
  readonly kind: string;
  /** Elements of the bias; 0 if there is none. */
  readonly columns: number;
  /** Which elements share one of the mask; undefined if none do. */
  readonly maskShape: MaskShape | undefined;
  readonly engine: EngineName | undefined;
}

/**
 * @param kept An array of an earlier call, which is the output if none is given and it is like x.
 * @param base Where the mask begins, and `limit` where it ends, in the one that it was sliced from.
 * @throws {TypeError | RangeError} if x or an option is not what it should be.
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
    engine: readEngineName(engine),
  };
}

function outputOf(view: View, out: unknown, kept: FloatArray | undefined): View | undefined {
  if (out !== undefined) return likeOf('out', view, out);
  return kept !== undefined && isLike(kept, view) ? viewOf('out', kept, view.dtype.name) : undefined;
}

/** @throws {TypeError | RangeError} if it is no array of the kind and the length of x. */
export function withOther(call: Call, name: string, other: unknown): Call {
  return { ...call, other: likeOf(name, call, other).array };
}

/**
 * Reads a bias; null and undefined are none. The call has a copy of it, so that it may lie anywhere.
 * @throws {TypeError | RangeError} if it is no array of the kind of x, or its length does not divide that of x.
 */
export function withBias(call: Call, bias: unknown): Call {
  if (bias === undefined || bias === null) return { ...call, bias: noBias(call.dtype, call.length) };
  const view = sameKindOf('bias', call, bias);
  if (view.length === 0 || call.length % view.length !== 0) {
    throw wrongValue('bias', `a length that divides that of x, ${call.length}`, view.length);
  }
  return { ...call, bias: biasesFrom(view, call.length), columns: view.length };
}

/** For an x of `elements` elements. */
function biasesFrom({ array, dtype, length }: View, elements: number): Biases {
  const own = plain(array, dtype, 0, length);
  if (dtype.stored === undefined) return biasesOf(dtype, own as ComputeArray, elements);
  const wide = new Float32Array(length);
  dtype.stored.widen(own as Uint16Array, 0, length, wide);
  return biasesOf(dtype, wide, elements);
}
