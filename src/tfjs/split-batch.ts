/** Data-parallel training: each rank has a part of every batch. */

import { checkInteger, MAX_INDEX } from '../input/check.js';
import { message, wrongType, wrongValue } from '../input/errors.js';
import { isList, readList } from '../input/list.js';
import { checkFields, own } from '../input/options.js';
import { isPromise } from '../passes/outputs.js';
import { defaultGenerator } from '../random/default-generator.js';
import type { Generator } from '../random/generator.js';
import { findDropping } from './find-dropping.js';
import { generatorFor } from './layer-calls.js';
import { type MicroBatch, type Split, splits } from './shared.js';

/** How ranks share each batch. */
export interface BatchOptions {
  /** The number of this rank, from 0. */
  rank: number;
  /** The number of ranks. */
  ranks: number;
  /** The number of samples in the batch of all ranks together. */
  batchSize: number;
  /**
   * The number of micro-batches of the batch, or the samples of each. Rank k of n has the micro-batches from ⌊k·m/n⌋ to
   * ⌊(k + 1)·m/n⌋ - 1 of m. Default: one for each rank, all of the same size.
   */
  microBatches?: number | readonly number[] | undefined;
}

/** The part of every batch that a rank has. */
export interface BatchPart {
  /** The first sample of the part. */
  readonly from: number;
  /** The sample after its last one. */
  readonly to: number;
  /**
   * Calls `run` for each micro-batch of this rank, in order, and returns the results. All have the masks of one step: the
   * generators of the layers, and the default generator, take the draws of one micro-batch together.
   * @param run Gets the first sample, and the one after the last. It must be synchronous.
   * @throws What `run` throws, or a TypeError if it returns a promise. The generators are then at the start of the step.
   */
  step<T>(run: (from: number, to: number) => T): T[];
  /** From now on the layers get whole batches, unless a later call of splitBatch has split them. */
  stop(): void;
}

/**
 * Gives a model the part of one rank in every batch. From then on its layers drop in training what the layers of one process
 * with the whole batch drop, also in fit() and trainOnBatch(). This needs equal seeds on all ranks, and that each rank calls
 * every layer once per step. Ranks that add their gradients in the same order then have equal weights (docs/scaling.md).
 * Evaluation and monteCarlo() take any batch. A second call replaces the first, for example for a smaller last batch.
 *
 * @param model A model or a layer of TensorFlow.js, or an array or an object that holds some. It finds layers inside of
 * wrappers, of recurrent layers and of your own layers, but not in private fields (#name).
 * @param options {@link BatchOptions}
 * @throws {TypeError} if it finds no layer that drops, or one of TensorFlow.js without `install`.
 * @throws {TypeError | RangeError} if an option is wrong, or ranks would have different numbers of samples and
 * `microBatches` does not say how many. No layer has changed then.
 *
 * @example
 * import * as tf from '@tensorflow/tfjs';
 * import { layers, splitBatch } from 'native-dropout/tfjs';
 * const model = tf.sequential();
 * model.add(layers.dropout({ rate: 0.5, seed: 42, inputShape: [8] }));
 * const part = splitBatch(model, { rank: 3, ranks: 4, batchSize: 64 }); // samples 48 to 63
 */
export function splitBatch(model: object, options: BatchOptions): BatchPart {
  const parts = readOptions(options);
  const layers = findDropping(model);
  const split: Split = { now: parts.length === 1 ? parts[0] : undefined };
  for (const layer of layers) splits.set(layer, split);
  const last = parts[parts.length - 1];
  return {
    from: parts[0].from,
    to: last.from + last.samples,
    step: (run) => runStep(split, parts, new Set([defaultGenerator, ...layers.map(generatorFor)]), run),
    stop() {
      for (const layer of layers) if (splits.get(layer) === split) splits.delete(layer);
    },
  };
}

function runStep<T>(
  split: Split,
  parts: readonly MicroBatch[],
  generators: ReadonlySet<Generator>,
  run: (from: number, to: number) => T,
): T[] {
  if (typeof run !== 'function') throw wrongType('run', 'a function', run);
  const draws = Array.from(generators, (generator) => [generator, generator.draw] as const);
  const outer = split.now;
  const results: T[] = [];
  try {
    for (const part of parts) {
      for (const [generator, draw] of draws) generator.draw = draw;
      split.now = part;
      results.push(synchronous(run(part.from, part.from + part.samples)));
    }
    return results;
  } catch (error) {
    for (const [generator, draw] of draws) generator.draw = draw;
    throw error;
  } finally {
    split.now = outer;
  }
}

/** @throws {TypeError} if it is a promise: the next micro-batch would begin before this one has dropped. */
function synchronous<T>(result: T): T {
  if (!isPromise(result)) return result;
  throw wrongType('run', 'a synchronous function', result);
}

const FIELDS = ['rank', 'ranks', 'batchSize', 'microBatches'] as const satisfies (keyof BatchOptions)[];

/** The micro-batches of the rank. */
function readOptions(options: BatchOptions): MicroBatch[] {
  checkFields('options', options, FIELDS);
  const ranks = checkInteger('ranks', own(options, 'ranks'), 1, MOST);
  const rank = checkInteger('rank', own(options, 'rank'), 0, ranks - 1);
  const batchSize = checkInteger('batchSize', own(options, 'batchSize'), 1, MAX_INDEX);
  const sizes = readSizes(own(options, 'microBatches') ?? ranks, batchSize);
  const begin = (k: number): number => Math.floor((k * sizes.length) / ranks);
  if (sizes.length < ranks) throw wrongValue('microBatches', `at least ${ranks}, one for each rank`, sizes.length);
  let from = 0;
  return sizes
    .map((samples) => {
      from += samples;
      return { from: from - samples, samples, batchSize };
    })
    .slice(begin(rank), begin(rank + 1));
}

/** The samples of each micro-batch. */
function readSizes(microBatches: unknown, batchSize: number): number[] {
  if (!isList(microBatches)) {
    const n = checkInteger('microBatches', microBatches, 1, MOST);
    if (batchSize % n === 0) return Array<number>(n).fill(batchSize / n);
    const advice = `microBatches: [n, …] says how many each has`;
    throw new RangeError(message('batchSize', `a multiple of ${n}, the micro-batches`, String(batchSize), advice));
  }
  const sizes = readList('microBatches', microBatches, 'a number or an array', (size, i) =>
    checkInteger(`microBatches[${i}]`, size, 0, batchSize),
  );
  const sum = sizes.reduce((samples, size) => samples + size, 0);
  if (sum !== batchSize) throw wrongValue('microBatches', `a sum of ${batchSize} like batchSize`, sum);
  return sizes;
}

/** Above any real number, so that a mistaken one does not fill the memory. */
const MOST = 65_536;
