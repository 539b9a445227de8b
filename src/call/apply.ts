/** Runs a call on its engine. */

import { type Bits, type GivenBits, givenBits } from '../core/bits.js';
import type { FloatArray, StoredArray } from '../core/dtype.js';
import type { Operation } from '../core/operation.js';
import { type Sums, sumsOf, total } from '../core/tile.js';
import type { Rule } from '../core/values.js';
import { pick } from '../engine/load/choice.js';
import { copy, toKind } from '../input/view.js';
import type { Call } from './call.js';
import { applyFactor, factorFor } from './factored.js';
import type { MaskShape } from './mask-shape.js';

/** Applies an operation. Returns the output of the call, or a new array. */
export function applyBits(call: Call, bits: Bits, operation: Operation, rule: Rule, p: number): FloatArray {
  const own = call.maskShape === undefined ? bits : layOut(call, call.maskShape, bits);
  return applyLaid(call, own, operation, rule, p);
}

/** {@link applyBits} with bits that have been laid out. */
export function applyLaid(call: Call, bits: Bits, operation: Operation, rule: Rule, p: number): FloatArray {
  const engine = pick(call.length, call.engine);
  const factor = bits.words === undefined ? undefined : factorFor(bits.factor, rule);
  const y =
    factor === undefined
      ? engine.run(operation, bits, rule, p, call)
      : applyFactor(engine, call, bits as GivenBits, operation, factor);
  return call.result ?? toKind(call.kind, y);
}

/** Draws the bits of a mask, unless they are given, and lays them out as engines read them. */
export function layOut(call: Call, maskShape: MaskShape, bits: Bits): GivenBits {
  if (bits.words !== undefined) return { ...maskShape.layOut(bits), factor: bits.factor };
  const begin = Math.floor(bits.index / 32);
  const index = bits.index % 32;
  const words = new Uint32Array(Math.ceil((index + maskShape.elements) / 32));
  pick(call.length, call.engine).draw(bits, begin, words);
  return maskShape.layOut(givenBits(words, index));
}

/** The results of an operation that sums: y, and the gradient of the bias if there was one. */
export interface Summed {
  readonly y: FloatArray;
  readonly dbias: FloatArray | undefined;
}

/** {@link applyBits} of an operation whose sums are the gradient of a bias of `columns` elements. */
export function applySumming(call: Call, bits: Bits, operation: Operation, rule: Rule, p: number): Summed {
  const sums = sumsOf(call.dtype, call.length, Math.max(call.columns, 1));
  const y = applyBits({ ...call, sums }, bits, operation, rule, p);
  const gradient = () => pick(call.length, call.engine).inDefaultMode(() => biasGradient(call, sums));
  return { y, dbias: call.columns === 0 ? undefined : gradient() };
}

function biasGradient({ dtype, columns, kind }: Call, sums: Sums): FloatArray {
  const totals = total(sums, columns);
  const gradient: StoredArray = new dtype.Array(columns);
  if (dtype.stored === undefined) gradient.set(totals);
  else dtype.stored.narrow(Float32Array.from(totals), columns, gradient as Uint16Array, 0);
  return toKind(kind, gradient);
}

/** Returns x itself, or a copy in the output. */
export function passOn({ x, y = x, given, result = given, dtype, length }: Call): FloatArray {
  if (y !== x) copy(x, y, dtype, length);
  return result;
}
