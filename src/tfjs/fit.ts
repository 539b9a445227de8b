/** One fit() or fitDataset(): what it has done, and how it continues. */

import type { Tensor } from '@tensorflow/tfjs-core';
import { CheckpointError } from '../checkpoint/checkpoint-error.js';
import type { Model } from './checkpoint.js';
import type { FitCallbackFunctions, FitCallbacks } from './fit-callbacks.js';
import type { Data, DataPlace, FitData } from './fit-data.js';
import { inOrder, numbersFor, shuffle } from './fit-order.js';
import type { SeededRun, SeededState } from './seeded.js';
import type { Stream } from './shared.js';
import { tensorOf } from './tensors.js';

type Numbers = Record<string, number[]>;

/** What a fit has done. Survives JSON. */
export interface FitRecord {
  /** The current epoch, and how many of its batches are done. */
  epoch: number;
  batch: number;
  /** Batches of all epochs. */
  batches: number;
  /** Whether a callback has stopped the fit. */
  stopped: boolean;
  /** Null for a dataset. */
  samples: number | null;
  batchSize: number | null;
  isShuffled: boolean;
  /** The positions of Math.random's stream at the beginnings of the epochs of this fit. */
  begins: number[];
  /** The losses and metrics of the batches of this epoch. */
  losses: Numbers;
  history: { epoch: number[]; history: Numbers };
  callbacks: unknown[];
  data: DataPlace;
}

export function newRecord(): FitRecord {
  return {
    ...{ epoch: 0, batch: 0, batches: 0, stopped: false, samples: null, batchSize: null, isShuffled: false },
    ...{ begins: [], losses: {}, history: { epoch: [], history: {} }, callbacks: [] },
    data: { iterators: 0, elements: 0 },
  };
}

/** The model that trains; a tf.Sequential has it inside. */
interface Trained {
  history: { params: { samples: number | null; batchSize: number | null }; epoch: number[]; history: Numbers };
  stopTraining: boolean;
  makeTrainFunction?(): (data: Tensor[]) => Tensor[];
}

interface Given {
  model: Model;
  run: SeededRun;
  /** The numbers of Math.random. */
  numbers: Stream;
  callbacks: FitCallbacks;
  data: FitData;
  record: FitRecord;
  /** Whether the record comes from a checkpoint. */
  resumed: boolean;
  isDue(batches: number, seconds: number): boolean;
  save(record: FitRecord): Promise<void>;
}

const NOT_CALLED =
  'resumable: the callbacks that it returned are not in this fit; pass your own to it: resumable(model, place, { run, callbacks })';

export class Fit {
  readonly initialEpoch: number;
  readonly #given: Given;
  readonly #model: Trained;
  readonly #record: FitRecord;
  /** Until the fit is where the checkpoint was. */
  #resuming: boolean;
  /** Whether fit() calls the callbacks. */
  #isCalled = false;
  /** The number of batches of this epoch that are not trained again. */
  readonly #replayed: number;
  /** The batch that is replayed now. */
  #replay: number | undefined;
  /** The state of the run in the checkpoint. */
  readonly #state: SeededState;
  /** The time of the last checkpoint. */
  #saved = Date.now();

  constructor(given: Given) {
    this.#given = given;
    this.#model = ((given.model as { model?: unknown }).model ?? given.model) as Trained;
    this.#record = given.record;
    this.#resuming = given.resumed;
    this.#state = given.run.state;
    this.#replayed = given.resumed ? given.record.batch : 0;
    this.initialEpoch = given.record.stopped ? Infinity : given.record.epoch;
    if (given.resumed) given.data.resume(given.record.data, this.#replayed);
    this.#watchTraining();
  }

  /** The training function of the next fit returns the losses of replayed batches, and throws if nothing would be saved. */
  #watchTraining(): void {
    const model = this.#model;
    delete model.makeTrainFunction; // of a fit that has not begun
    // Not `model`: TypeScript takes its field for undefined after `delete`.
    const make = this.#model.makeTrainFunction as NonNullable<Trained['makeTrainFunction']>;
    model.makeTrainFunction = () => {
      const train = make.call(model);
      return (data) => {
        if (!this.#isCalled) throw new Error(NOT_CALLED);
        return this.#lossesOf(this.#replay) ?? train(data);
      };
    };
  }

  #lossesOf(batch: number | undefined): Tensor[] | undefined {
    if (batch === undefined) return undefined;
    return Object.values(this.#record.losses).map((losses) => {
      const bytes = new Uint8Array(Float32Array.of(losses[batch]).buffer);
      return tensorOf({ name: '', shape: [], dtype: 'float32' }, bytes);
    });
  }

  dataset<T extends Data>(data: T): T {
    return Object.create(data, { iterator: { value: () => this.#given.data.iterator(data) } });
  }

  get callbacks(): FitCallbackFunctions {
    const { callbacks } = this.#given;
    return {
      onTrainBegin: (logs) => this.#trainBegin(logs),
      onTrainEnd: (logs) => this.#trainEnd(logs),
      onEpochBegin: (epoch, logs) => this.#epochBegin(epoch, logs),
      onEpochEnd: (epoch, logs) => this.#epochEnd(epoch, logs),
      onBatchBegin: (batch, logs) => this.#batchBegin(batch, logs),
      onBatchEnd: (batch, logs) => this.#batchEnd(batch, logs),
      ...(callbacks.has('onYield') ? { onYield: (...args) => callbacks.call('onYield', ...args) } : {}),
    };
  }

  async #trainBegin(logs: unknown): Promise<void> {
    const [model, record, { callbacks }] = [this.#model, this.#record, this.#given];
    delete model.makeTrainFunction; // the fit has made its function
    this.#isCalled = true;
    const { params } = model.history;
    const { samples, batchSize } = params;
    if (this.#resuming && (record.samples !== samples || record.batchSize !== batchSize)) {
      const show = (fit: typeof params) =>
        fit.samples === null ? 'a dataset' : `${fit.samples} in batches of ${fit.batchSize}`;
      throw new CheckpointError('model', 'samples', `${show(record)}, as in the checkpoint`, show(params));
    }
    Object.assign(record, { samples, batchSize });
    callbacks.begin(model, params);
    await callbacks.call('onTrainBegin', logs);
    this.#saved = Date.now();
  }

  async #epochBegin(epoch: number, logs: unknown): Promise<void> {
    const [record, { callbacks, numbers, run }] = [this.#record, this.#given];
    if (this.#resuming) run.state = this.#state;
    await callbacks.call('onEpochBegin', epoch, logs);
    if (!this.#resuming) Object.assign(record, { batch: 0, losses: {} });
    record.epoch = epoch;
    if (this.#replayed === 0 || !this.#resuming) record.begins.push(numbers.position);
    if (this.#resuming) this.#resume();
  }

  /** Begins the first epoch of a resumed fit. */
  #resume(): void {
    const [record, { numbers }] = [this.#record, this.#given];
    this.#restoreResults();
    numbers.position = record.begins.at(-1) as number;
    if (record.isShuffled) {
      const order = inOrder(record.samples as number);
      for (const begin of record.begins) {
        numbers.position = begin;
        shuffle(order, () => numbers.next());
      }
      numbers.serve(numbersFor(order));
    }
  }

  /** What fit() sets back at its beginning. */
  #restoreResults(): void {
    const { history, callbacks } = this.#record;
    Object.assign(this.#model.history, structuredClone(history));
    this.#given.callbacks.states = callbacks;
  }

  async #batchBegin(batch: number, logs: unknown): Promise<void> {
    if (batch === 0) {
      this.#checkOrder();
      if (this.#replayed === 0) this.#resuming = false;
    }
    if (this.#resuming && batch < this.#replayed) this.#replay = batch;
    else await this.#given.callbacks.call('onBatchBegin', batch, logs);
  }

  /** Checks how many numbers fit() has taken from Math.random since the beginning of the epoch. */
  #checkOrder(): void {
    const [record, { numbers, data }] = [this.#record, this.#given];
    if (record.samples === null) {
      if (!data.isRead) throw new Error('resumable: wrap the dataset: model.fitDataset(fit.dataset(data), …)');
      return;
    }
    if (this.#resuming && record.isShuffled) {
      if (numbers.left > 0) throw new CheckpointError('model', 'shuffle', 'true, as in the checkpoint', 'false');
      return;
    }
    const taken = numbers.position - (record.begins.at(-1) as number);
    const isShuffled = taken === record.samples;
    if (taken !== 0 && !isShuffled) {
      throw new Error(
        `resumable: ${taken} numbers were taken from Math.random while fit() shuffled ${record.samples} samples`,
      );
    }
    if (this.#resuming && isShuffled) {
      throw new CheckpointError('model', 'shuffle', 'false, as in the checkpoint', 'true');
    }
    record.isShuffled = isShuffled;
  }

  async #batchEnd(batch: number, logs: unknown): Promise<void> {
    if (this.#replay !== undefined) {
      this.#replay = undefined;
      if (batch + 1 === this.#replayed) this.#goOn();
      return;
    }
    const [record, { callbacks, isDue }] = [this.#record, this.#given];
    await callbacks.call('onBatchEnd', batch, logs);
    for (const [name, value] of Object.entries(logs as Record<string, number>)) {
      if (name === 'batch' || name === 'size') continue;
      record.losses[name] ??= [];
      record.losses[name].push(value);
    }
    record.batch = batch + 1;
    record.batches += 1;
    if (isDue(record.batches, (Date.now() - this.#saved) / 1000)) await this.#save();
  }

  /** From here on the fit trains. */
  #goOn(): void {
    this.#resuming = false;
    this.#given.run.state = this.#state;
  }

  async #epochEnd(epoch: number, logs: unknown): Promise<void> {
    await this.#given.callbacks.call('onEpochEnd', epoch, logs);
    Object.assign(this.#record, { epoch: epoch + 1, batch: 0, losses: {} });
  }

  async #trainEnd(logs: unknown): Promise<void> {
    if (this.#resuming) this.#restoreResults(); // no epoch was left
    await this.#given.callbacks.call('onTrainEnd', logs);
    if (this.#resuming) return;
    this.#record.stopped = this.#model.stopTraining;
    await this.#save();
  }

  async #save(): Promise<void> {
    const { epoch, history } = this.#model.history;
    const { callbacks, data, save } = this.#given;
    await save({ ...this.#record, history: { epoch, history }, callbacks: callbacks.states, data: data.place });
    this.#saved = Date.now();
  }
}
