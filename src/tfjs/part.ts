/** The part of a batch that a layer gets. */

import type { Part } from '../call/mask-shape.js';
import { wrongValue } from '../input/errors.js';
import type { Shape } from '../input/shape.js';
import { inPasses } from '../random/passes.js';
import { splits } from './shared.js';

/** The samples of a micro-batch, and of the batch that it is a part of. */
export interface MicroBatch {
  /** The first sample. */
  readonly from: number;
  readonly samples: number;
  readonly batchSize: number;
}

/** The split of a batch that the layers of a model share. */
export interface Split {
  /** The current micro-batch; undefined between steps if there are several. */
  now: MicroBatch | undefined;
}

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
