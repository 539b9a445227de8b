/** Operations on normal random numbers, for Gaussian dropout and Gaussian noise (docs/forms.md). */

import type { Call } from '../call/call.js';
import type { Bits } from '../core/bits.js';
import { NORMAL } from '../core/distribution.js';
import type { Operation } from '../core/operation.js';
import { pick } from '../engine/load/choice.js';
import { toKind } from '../input/view.js';
import { checkDrawn, type Made } from './form.js';

/**
 * Runs an operation with one normal per element as its bias: mean + std · z(i) for element i, counted from the first mask
 * element on.
 */
export function withNormals(call: Call, bits: Bits, operation: Operation, mean: number, std: () => number): Made {
  checkDrawn(bits);
  const engine = pick(call.length, call.engine);
  const scaling = { shift: mean, scale: engine.inDefaultMode(() => call.dtype.round(std())), most: Infinity };
  const y = engine.random(operation, bits, NORMAL, scaling, call);
  return { y: call.result ?? toKind(call.kind, y) };
}
