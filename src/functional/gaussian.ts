/** What Gaussian dropout and Gaussian noise have in common: normals that are drawn a piece at a time (docs/mask.md). */

import type { Arguments } from '../apply.js';
import { type Bits, drawnBits, noBits } from '../bits.js';
import { NORMAL } from '../distribution.js';
import { DTYPES, type FloatArray, type StoredArray } from '../dtype.js';
import { pick } from '../engine/choice.js';
import { flat } from '../engine/engine.js';
import { wrongType } from '../errors.js';
import type { Operation } from '../operation.js';
import { GIVEN } from '../values.js';
import { checkApart, plain, toKind } from '../view.js';

/** Normals that are at hand at a time: 1 MiB of them as float32, which stays in the caches. */
const PIECE = 2 ** 18;

const allKept = drawnBits(0n, 0, 0, noBits());

/**
 * Writes what an operation makes of x and of normals, one an element, as its bias: that of element i is mean + std · z(i),
 * where i counts from the call's index on.
 */
export function withNormals(call: Arguments, bits: Bits, operation: Operation, mean: number, std: number): FloatArray {
  if (bits.words !== undefined)
    throw wrongType('mask', 'one that is drawn, as its key draws the normals', 'given bits');
  const { dtype, length, index, x } = call;
  const engine = pick(length, call.engine);
  const compute = DTYPES.find((one) => one.Array === dtype.Compute) ?? dtype;
  const scaling = { shift: mean, scale: dtype.round(std), most: Infinity };
  const y: StoredArray = call.y ?? engine.output(dtype, length);
  checkApart(x, y, length * dtype.bytes);
  const normals = new dtype.Compute(Math.min(PIECE, length));
  for (let done = 0; done < length; done += PIECE) {
    const n = Math.min(PIECE, length - done);
    const array = n === normals.length ? normals : normals.subarray(0, n);
    engine.numbers(NORMAL, scaling, bits.key, { dtype: compute, length: n, first: index + done, y: array });
    const [from, to] = [plain(x, dtype, done, n), plain(y, dtype, done, n)];
    engine.run(operation, allKept, GIVEN, 1, { ...flat(dtype, n, 0), x: from, y: to, bias: { array, tile: n } });
  }
  return call.result ?? toKind(call.kind, y);
}
