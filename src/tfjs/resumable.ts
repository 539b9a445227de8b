/** Fits that continue after a crash. */

import { checkInteger, isRecord } from '../input/check.js';
import { wrongType, wrongValue } from '../input/errors.js';
import { checkFields } from '../input/options.js';
import { loadTraining, type Model, saveTraining } from './checkpoint.js';
import { Fit, newRecord } from './fit.js';
import { type FitCallback, type FitCallbackFunctions, FitCallbacks } from './fit-callbacks.js';
import { type Data, FitData } from './fit-data.js';
import { isOptimizer } from './optimizer.js';
import type { SeededRun } from './seeded.js';
import { streams } from './shared.js';
import { type CheckpointPlace, type KeepOption, storeOf } from './store.js';

/** The options of {@link resumable}. */
export interface ResumableOptions extends KeepOption {
  /** Required: the run of `seeded`, because fit() takes the order of samples from Math.random. */
  run: SeededRun;
  /** Callbacks of the fit; pass them here, so that checkpoints contain their states. Default: none. */
  callbacks?: FitCallback | readonly FitCallback[] | undefined;
  /** Saves after this many batches, counted from the first of all. Default: saves by time alone. */
  everyBatches?: number | undefined;
  /** Saves after a batch if the last checkpoint is this many seconds old. Default: 60, or none if `everyBatches` is given. */
  everySeconds?: number | undefined;
  /** Your own values, as in {@link saveCheckpoint}. Default: none. */
  state?: object | undefined;
}

/** What {@link resumable} adds to the arguments of fit(). */
export interface Resumable {
  /** The epoch to continue with; Infinity if callbacks have stopped the fit before. */
  initialEpoch: number;
  /** Saves checkpoints, and calls your callbacks. */
  callbacks: FitCallbackFunctions;
  /** Wraps the dataset for fitDataset(), so that a resumed fit continues where it was in the data. */
  dataset<T extends Data>(data: T): T;
}

const FIELDS = ['run', 'callbacks', 'everyBatches', 'everySeconds', 'keep', 'state'];

/**
 * Makes model.fit() and model.fitDataset() resumable. It restores the last checkpoint, if there is one, and returns arguments
 * that continue from there. The resumed fit gives the weights, the history and the masks of a fit that was never stopped, bit
 * for bit, if the program, its data and the backend are the same. So a program needs no mode for resuming: start it again.
 *
 * A checkpoint in the middle of an epoch knows the order of its samples and its losses. The resumed fit gets the finished
 * batches of this epoch again, but does not train on them, and does not call your callbacks for them.
 *
 * @param model A compiled tf.LayersModel or tf.Sequential.
 * @param place A folder (Node.js, Bun, Deno), or a handler of `tf.io`. It belongs to this one fit.
 * @param options `run` is required. Optional: `callbacks`, `everyBatches`, `everySeconds`, `keep`, `state`.
 * @returns `initialEpoch` and `callbacks`, to be spread into the arguments of fit(), and `dataset`.
 * @throws {CheckpointError} if the checkpoint is cut off or changed, or of a different model, optimizer or data.
 * @throws {TypeError | RangeError} if an argument is wrong.
 *
 * @example
 * import * as tf from '@tensorflow/tfjs';
 * import { install, resumable, seeded } from 'native-dropout/tfjs';
 * install(tf);
 * const run = seeded(42);
 * const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
 * model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
 * const fit = await resumable(model, 'checkpoints', { run, everyBatches: 100 });
 * await model.fit(tf.ones([8, 2]), tf.ones([8, 1]), { epochs: 3, verbose: 0, ...fit });
 * run.stop();
 */
export async function resumable(model: Model, place: CheckpointPlace, options: ResumableOptions): Promise<Resumable> {
  checkFields('options', options, FIELDS);
  const { run, callbacks, everyBatches, keep, state = {} } = options;
  const everySeconds = options.everySeconds ?? (everyBatches === undefined ? 60 : Infinity);
  if (everyBatches !== undefined) checkInteger('everyBatches', everyBatches, 1, Number.MAX_SAFE_INTEGER);
  if (typeof everySeconds !== 'number' || !(everySeconds > 0))
    throw wrongValue('everySeconds', 'a positive number', everySeconds);
  const numbers = isRecord(run) ? streams.get(run) : undefined;
  if (numbers === undefined)
    throw wrongType('run', 'what seeded() has returned', run, 'const run = seeded(42), before the model is made');
  if (!isRecord(model) || !isOptimizer(model.optimizer)) throw wrongType('model', 'a compiled tf.LayersModel', model);

  const store = storeOf(place, keep);
  const training = { model, run, state };
  const record = newRecord();
  const resumed = await loadTraining(store, training, record);
  const fit = new Fit({
    model,
    run,
    numbers,
    callbacks: new FitCallbacks(callbacks),
    data: new FitData(),
    record,
    resumed,
    isDue: (batches, seconds) =>
      (everyBatches !== undefined && batches % everyBatches === 0) || seconds >= everySeconds,
    save: (now) => saveTraining(store, training, now),
  });
  return { initialEpoch: fit.initialEpoch, callbacks: fit.callbacks, dataset: (data) => fit.dataset(data) };
}
