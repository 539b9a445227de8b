/** Makes the values of masks from other frameworks, with their rounding. */

import type { GivenBits } from '../core/bits.js';
import type { ComputeArray, Dtype, StoredArray } from '../core/dtype.js';
import type { Factor } from '../core/factor.js';
import { maskElement } from '../core/layout.js';
import { AFFINE, DIVIDE, type Operation, SELECT } from '../core/operation.js';
import { ALPHA_KEEPING, GIVEN, INVERTED, type Rule } from '../core/values.js';
import type { Engine } from '../engine/engine.js';
import { wrongType } from '../input/errors.js';
import { checkApart, floatsOf, plain } from '../input/view.js';
import type { Call } from './call.js';

/** The factor that takes the place of a rule: of the same kind of dropout. Other rules stay. */
export function factorFor(factor: Factor | undefined, rule: Rule): Factor | undefined {
  const replaced = factor?.rule === 'affine' ? ALPHA_KEEPING : INVERTED;
  return rule === replaced ? factor : undefined;
}

/** Applies an operation with a factor. Engines round affine results of 16-bit floats once. */
export function applyFactor(
  engine: Engine,
  call: Call,
  bits: GivenBits,
  operation: Operation,
  factor: Factor,
): StoredArray {
  if (factor.rule === 'multiply') return engine.run(operation, bits, GIVEN, factor.by, call);
  if (factor.rule === 'affine') {
    return operation === AFFINE ? affine(call, bits, factor) : engine.run(operation, bits, GIVEN, factor.scale, call);
  }
  if (operation !== SELECT)
    throw wrongType('generator', 'a source that multiplies, for a form with a bias', 'division');
  return engine.run(DIVIDE, bits, GIVEN, factor.by, call);
}

function affine(
  { dtype, length, x, y = new dtype.Array(length) }: Call,
  { words, index, layout }: GivenBits,
  { scale, shift, dropped }: Extract<Factor, { rule: 'affine' }>,
): StoredArray {
  checkApart(x, y, length * dtype.bytes);
  const values = new dtype.Compute(length);
  values.set(floatsOf({ array: x, dtype, length }));
  for (let e = 0; e < length; ++e) values[e] *= scale;
  roundTo(dtype, values);
  for (let e = 0; e < length; ++e) {
    const bit = index + maskElement(layout, e);
    const kept = ((words[Math.floor(bit / 32)] >>> (bit % 32)) & 1) === 1;
    values[e] = kept ? values[e] + shift : dropped;
  }
  store(dtype, values, y);
  return y;
}

/** Rounds values to a 16-bit dtype. */
function roundTo({ stored }: Dtype, values: ComputeArray): void {
  if (stored === undefined) return;
  const bits = new Uint16Array(values.length);
  stored.narrow(values as Float32Array, values.length, bits, 0);
  stored.widen(bits, 0, values.length, values as Float32Array);
}

/** Writes values to an array. */
function store(dtype: Dtype, values: ComputeArray, y: StoredArray): void {
  if (dtype.stored === undefined) plain(y, dtype, 0, values.length).set(values);
  else dtype.stored.narrow(values as Float32Array, values.length, y as Uint16Array, 0);
}
