/** Random trainings: one that is saved and restored in new models gives the bits of one that is not. */

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { io, LayersModel, Optimizer, Sequential, Tensor } from '@tensorflow/tfjs';
import fc from 'fast-check';
import { defaultGenerator } from 'native-dropout';
import { install, loadCheckpoint, restoreOptimizer, resumable, saveCheckpoint, seeded } from 'native-dropout/tfjs';
import { pick } from '../world.js';
import { layerRows, recurrent } from './rows.js';
import { tf } from './tensorflow.js';

const nat = fc.nat(255);

export const training = fc.record({
  seed: fc.nat(2 ** 31 - 1),
  layers: fc.array(fc.record({ row: nat, rate: fc.constantFrom(0.1, 0.3, 0.5), seed: nat }), {
    minLength: 1,
    maxLength: 3,
  }),
  optimizer: nat,
  /** An RNN of this kind at the beginning; the last is none. */
  recurrent: fc.nat(recurrent.length),
  /** What happens between two steps. */
  acts: fc.array(fc.constantFrom('nothing', 'new', 'back', 'tensorflow'), { minLength: 2, maxLength: 6 }),
  fit: fc.record({
    epochs: fc.integer({ min: 1, max: 3 }),
    batchSize: fc.integer({ min: 1, max: 5 }),
    stop: nat,
    /** Whether it reads a tf.data.Dataset, and has its checkpoints in a folder. */
    dataset: fc.boolean(),
    folder: fc.boolean(),
  }),
});
export type Training = typeof training extends fc.Arbitrary<infer T> ? T : never;

const OPTIMIZERS: readonly (() => Optimizer)[] = [
  () => tf.train.sgd(0.01),
  () => tf.train.momentum(0.01, 0.5),
  () => tf.train.rmsprop(0.01),
  () => tf.train.adagrad(0.01),
  () => tf.train.adadelta(0.1),
  () => tf.train.adam(0.01),
  () => tf.train.adamax(0.01),
];

/** TensorFlow.js does not save the last. */
const isSaved = (optimizer: number): boolean => optimizer % OPTIMIZERS.length !== OPTIMIZERS.length - 1;

const rows = layerRows.filter(({ shape }) => shape.length > 1);

/** TensorFlow.js flattens no matrix. */
function flatten(model: Sequential): void {
  if (model.outputs[0].shape.length > 2) model.add(tf.layers.flatten());
}

function modelOf({ layers, optimizer, recurrent: kind }: Training): LayersModel {
  const model = tf.sequential();
  model.add(tf.layers.reshape({ targetShape: [2, 3], inputShape: [6] }));
  if (kind < recurrent.length) {
    const config = { units: 3, returnSequences: true, dropout: 0.2, recurrentDropout: 0.2 };
    model.add(tf.layers[recurrent[kind].name](config as object as never));
  }
  for (const { row: code, rate, seed } of layers) {
    const row = pick(rows, code);
    const shape = row.shape.slice(1);
    flatten(model);
    model.add(tf.layers.dense({ units: shape.reduce((product, axis) => product * axis, 1) }));
    model.add(tf.layers.reshape({ targetShape: shape }));
    model.add(row.make(rate, row.takesSeed && seed % 2 === 1 ? { seed } : {}));
  }
  flatten(model);
  model.add(tf.layers.dense({ units: 1 }));
  model.compile({ optimizer: pick(OPTIMIZERS, optimizer)(), loss: 'meanSquaredError' });
  return model;
}

/** A place in memory, as JSON and bytes. */
function memory(): Required<io.IOHandler> {
  let text: string | undefined;
  let weightData: ArrayBuffer;
  return {
    async save(artifacts) {
      text = JSON.stringify({ ...artifacts, weightData: undefined });
      weightData = artifacts.weightData as ArrayBuffer;
      return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
    },
    async load() {
      return text === undefined ? (undefined as never) : { ...(JSON.parse(text) as io.ModelArtifacts), weightData };
    },
  };
}

interface Data {
  x: Tensor;
  y: Tensor;
}

const results = (model: LayersModel, more: unknown): unknown[] => [
  ...model.getWeights().map((weight) => [...new Uint32Array(Float32Array.from(weight.dataSync()).buffer)]),
  ...model.layers.map((layer) => layer.getConfig().draw),
  defaultGenerator.state,
  more,
];

function dispose(model: LayersModel): void {
  const { optimizer } = model;
  model.dispose();
  tf.dispose({ ...optimizer } as never); // its own dispose() forgets some
}

/**
 * Steps of trainOnBatch, with a variable beside the model.
 * @param saves Whether the training is saved between steps, and restored in a new model or after further steps.
 */
async function steps(made: Training, { x, y }: Data, saves: boolean): Promise<unknown[]> {
  const run = seeded(made.seed);
  let model = modelOf(made);
  const total = tf.tidy(() => tf.variable(tf.scalar(0)));
  const state = { step: 0, losses: [] as number[] };
  const step = async (): Promise<void> => {
    const loss = (await model.trainOnBatch(x, y)) as number;
    state.losses.push(loss);
    state.step += 1;
    tf.tidy(() => total.assign(total.add(loss + Math.random())));
  };
  const training = () => ({ model, variables: { total }, optimizer: model.optimizer, run, state });
  for (const act of made.acts) {
    await step();
    if (!saves || act === 'nothing') continue;
    const place = memory();
    if (act === 'tensorflow') {
      if (!isSaved(made.optimizer)) continue;
      await model.save(place, { includeOptimizer: true });
      const { numbers, given } = run.state;
      dispose(model);
      model = await tf.loadLayersModel(place);
      run.state = { dropout: defaultGenerator.state, numbers, given };
      restoreOptimizer(model.optimizer);
      continue;
    }
    await saveCheckpoint(place, training());
    const saved = structuredClone(state);
    if (act === 'new') {
      dispose(model);
      model = modelOf(made);
    }
    await step();
    assert.equal(await loadCheckpoint(place, training()), true);
    assert.deepEqual(state, saved, 'the state of a checkpoint');
  }
  run.stop();
  const all = results(model, [state, run.state.numbers, ...total.dataSync()]);
  dispose(model);
  total.dispose();
  return all;
}

class Stop extends Error {}

/** A fit that stops with an error before a batch, and is resumed in a new model. */
async function fits(made: Training, { x, y }: Data, stops: boolean): Promise<unknown[]> {
  const { epochs, batchSize, stop, dataset, folder } = made.fit;
  const place = folder ? mkdtempSync(join(tmpdir(), 'native-dropout-trainings-')) : memory();
  const saving = folder ? { everySeconds: Number.MIN_VALUE, keep: 1 + (stop % 3) } : { everyBatches: 2 };
  const state = { batches: 0 };
  const counter = {
    state: 0,
    onBatchBegin() {
      state.batches += 1;
      counter.state += 1;
      if (stops && counter.state === 1 + (stop % (epochs * Math.ceil(6 / batchSize)))) throw new Stop();
    },
  };
  const once = async (stopped: boolean): Promise<unknown[]> => {
    [counter.state, state.batches] = [0, 0];
    const run = seeded(made.seed);
    const model = modelOf(made);
    const options = { run, ...saving, callbacks: counter, state };
    try {
      const fit = await resumable(model, place, options);
      const all = { epochs, verbose: 0, ...fit } as const;
      const { history } = dataset
        ? await model.fitDataset(fit.dataset(datasetOf(x, y, batchSize)), all)
        : await model.fit(x, y, { batchSize, ...all });
      return results(model, [history, run.state.numbers, { ...state }]);
    } catch (error) {
      if (!stopped || !(error instanceof Stop)) throw error;
      stops = false;
      return [];
    } finally {
      run.stop();
      dispose(model);
    }
  };
  try {
    if (stops) await once(true);
    return await once(false);
  } finally {
    if (typeof place === 'string') rmSync(place, { recursive: true });
  }
}

const datasetOf = (x: Tensor, y: Tensor, batchSize: number) =>
  tf.data.zip({ xs: tf.data.array(rowsOf(x)), ys: tf.data.array(rowsOf(y)) }).batch(batchSize);

const rowsOf = (tensor: Tensor) => tensor.arraySync() as number[][];

/** Runs a training twice. @returns The number of its steps. */
export async function performTraining(made: Training): Promise<number> {
  install(tf);
  const data = { x: tf.randomNormal([6, 6], 0, 1, 'float32', 1), y: tf.randomNormal([6, 1], 0, 1, 'float32', 2) };
  const before = tf.memory().numTensors;
  assert.deepEqual(await steps(made, data, true), await steps(made, data, false), 'the results of steps');
  if (made.recurrent === recurrent.length) {
    const saves = isSaved(made.optimizer) ? made.acts.filter((act) => act === 'tensorflow').length : 0;
    // save() of TensorFlow.js leaves the number of iterations
    assert.equal(tf.memory().numTensors, before + saves, 'tensors that checkpoints leave');
  }
  assert.deepEqual(await fits(made, data, true), await fits(made, data, false), 'the results of a fit');
  tf.dispose(data as never);
  return made.acts.length;
}
