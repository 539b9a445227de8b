/** The part of a batch that a layer gets. */

import type { Part } from '../call/mask-shape.js';
import { wrongValue } from '../input/errors.js';
import type { Shape } from '../input/shape.js';
import { inPasses } from '../random/passes.js';
import { type MicroBatch, splits } from './shared.js';

/**
 * The micro-batch of a layer; undefined if its model has whole batches, and in passes of monteCarlo().
 * @throws {Error} if it could be one of several.
 */
export function microBatchOf(layer: object): MicroBatch | undefined {
  const split = splits.get(layer);
  if (split === undefined || inPasses()) return undefined;
  if (split.now !== undefined) return split.now;
  throw new Error('splitBatch: this rank has several micro-batches, so the model drops only in step()');
}

/**
 * The place of an array in that of the whole batch. A model may fold other axes into the first one, which then is a multiple
 * of the samples.
 * @throws {RangeError} if it is no multiple.
 */
export function partOf({ from, samples, batchSize }: MicroBatch, [rows, ...rest]: Shape): Part {
  const times = rows === samples ? 1 : rows / samples;
  if (Number.isInteger(times) && times > 0) return { first: from * times, whole: [batchSize * times, ...rest] };
  throw wrongValue('inputs', `${samples} samples, as splitBatch says`, rows);
}
