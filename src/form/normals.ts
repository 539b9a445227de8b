/** Normals for Gaussian dropout and Gaussian noise, drawn a piece at a time (docs/forms.md). */

import type { Call } from '../call/call.js';
import { ALL_KEPT, type Bits } from '../core/bits.js';
import { NORMAL } from '../core/distribution.js';
import { type ComputeArray, DTYPES, type Dtype } from '../core/dtype.js';
import type { Operation } from '../core/operation.js';
import { GIVEN } from '../core/values.js';
import { plainArrays } from '../engine/engine.js';
import { pick } from '../engine/load/choice.js';
import { checkApart, plain, toKind } from '../input/view.js';
import { checkDrawn, type Made } from './form.js';

/** Normals per piece: 1 MiB as float32, which stays in the caches. */
const PIECE = 2 ** 18;

/** Memory for the normals of a piece, by dtype. Each call overwrites it before it reads. */
const pieces = new Map<Dtype, ComputeArray>();

function pieceOf(dtype: Dtype, length: number): ComputeArray {
  let piece = pieces.get(dtype);
  if (piece === undefined || piece.length < length) {
    piece = new dtype.Compute(length);
    pieces.set(dtype, piece);
  }
  return piece;
}

/**
 * Runs an operation with one normal per element as its bias: mean + std · z(i) for element i, counted from the first mask
 * element on.
 */
export function withNormals(call: Call, bits: Bits, operation: Operation, mean: number, std: () => number): Made {
  checkDrawn(bits);
  const { dtype, length, x } = call;
  const engine = pick(length, call.engine);
  const compute = DTYPES.find((one) => one.Array === dtype.Compute) ?? dtype;
  const scaling = { shift: mean, scale: engine.inDefaultMode(() => dtype.round(std())), most: Infinity };
  const y = call.y ?? engine.output(dtype, length);
  checkApart(x, y, length * dtype.bytes);
  const normals = pieceOf(compute, Math.min(PIECE, length));
  for (let done = 0; done < length; done += PIECE) {
    const n = Math.min(PIECE, length - done);
    const array = n === normals.length ? normals : normals.subarray(0, n);
    engine.numbers(NORMAL, scaling, bits, { dtype: compute, length: n, first: bits.index + done, y: array });
    const arrays = plainArrays(dtype, n, plain(x, dtype, done, n), plain(y, dtype, done, n));
    engine.run(operation, ALL_KEPT, GIVEN, 1, { ...arrays, bias: { array, tile: n } });
  }
  return { y: call.result ?? toKind(call.kind, y) };
}
