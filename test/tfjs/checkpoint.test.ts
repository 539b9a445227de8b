/** A checkpoint of another model, optimizer, version or state, or with a changed byte, is refused and changes nothing. */

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LayersModel, Sequential } from '@tensorflow/tfjs';
import { defaultGenerator } from 'native-dropout';
import {
  install,
  layers,
  loadCheckpoint,
  resumable,
  type SeededRun,
  saveCheckpoint,
  seeded,
  type Training,
  uninstall,
} from 'native-dropout/tfjs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { tf, use } from './backends.js';

const folder = mkdtempSync(join(tmpdir(), 'native-dropout-'));
let run: SeededRun;

beforeAll(() => use('cpu'));
beforeEach(() => {
  install(tf);
  run = seeded(42);
});
afterEach(() => {
  run.stop();
  uninstall(tf);
  rmSync(folder, { recursive: true, force: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function network(units = 3, optimizer = tf.train.adam(0.1) as object, rate = 0.5): Sequential {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units, inputShape: [2] }));
  model.add(layers.dropout({ rate, seed: 7 }));
  model.add(tf.layers.dense({ units: 1 }));
  model.compile({ optimizer: optimizer as never, loss: 'meanSquaredError' });
  return model;
}

const step = (model: LayersModel) => model.trainOnBatch(tf.ones([4, 2]), tf.ones([4, 1]));

const valuesOf = (model: LayersModel): unknown[] => [
  ...model.getWeights().flatMap((weight) => [...weight.dataSync()]),
  { ...model.layers[1].getConfig(), name: '' },
  run.state,
  defaultGenerator.state,
  Object.keys(model.optimizer).length,
];

async function saved(): Promise<LayersModel> {
  const model = network();
  await step(model);
  await saveCheckpoint(folder, { model, run, state: { step: 1 } });
  return model;
}

test('a checkpoint restores a rate that has changed, and is a model that TensorFlow.js loads', async () => {
  const model = network();
  await step(model);
  (model.layers[1] as unknown as { rate: number }).rate = 0.25;
  let artifacts: unknown;
  const handler = {
    save: async (saved: unknown) => {
      artifacts = saved;
      return {} as never;
    },
    load: async () => artifacts as never,
  };
  await saveCheckpoint(handler, { model, run });
  const other = network();
  expect(await loadCheckpoint(handler, { model: other, run })).toBe(true);
  expect(other.layers[1].getConfig()).toMatchObject({ rate: 0.25, seed: 7, draw: 1 });
  const loaded = await tf.loadLayersModel(handler);
  const x = tf.ones([1, 2]);
  expect((loaded.predict(x) as typeof x).dataSync()).toEqual((model.predict(x) as typeof x).dataSync());
});

test('a checkpoint of a loaded model restores the model that was saved', async () => {
  const model = () =>
    tf.sequential({
      layers: [tf.layers.dropout({ rate: 0.5, seed: 7, inputShape: [2] }), tf.layers.dense({ units: 1 })],
    });
  const loaded = await tf.models.modelFromJSON({ modelTopology: JSON.parse(model().toJSON() as string) });
  await saveCheckpoint(folder, { model: loaded });
  const other = model();
  expect(await loadCheckpoint(folder, { model: other })).toBe(true);
  expect(other.getWeights()[0].dataSync()).toEqual(loaded.getWeights()[0].dataSync());
});

test('a folder keeps the last checkpoints, and an unfinished one does not count', async () => {
  const model = network();
  for (let i = 0; i < 5; ++i) await saveCheckpoint(folder, { model, state: { i } }, { keep: 2 });
  expect(readdirSync(folder)).toEqual(['000004', '000005']);
  const state = { i: 0 };
  expect(await loadCheckpoint(folder, { model, state })).toBe(true);
  expect(state.i).toBe(4);
  expect(await loadCheckpoint(join(folder, 'none'), { model })).toBe(false);
});

describe('is refused', () => {
  type Change = () => Training;
  test.each<[string, string, RegExp, Change]>([
    [
      'other units',
      'model',
      /^model: expected the architecture/,
      () => ({ model: network(4), run, state: { step: 0 } }),
    ],
    [
      'another optimizer',
      'optimizer',
      /^optimizer: expected one of the class Adam, got SGD/,
      () => ({ model: network(3, tf.train.sgd(0.1)), run, state: { step: 0 } }),
    ],
    ['no run', 'state', /^run: expected a run/, () => ({ model: network(), state: { step: 0 } })],
    ['another state', 'state', /^state.more/, () => ({ model: network(), run, state: { step: 0, more: 1 } })],
    ['no model', 'model', /^model: expected the architecture/, () => ({ variables: {}, run, state: { step: 0 } })],
  ])('with %s', async (_, fault, message, change) => {
    await saved();
    const training = change();
    const model = (training.model ?? network()) as LayersModel;
    const before = valuesOf(model);
    await expect(loadCheckpoint(folder, training)).rejects.toMatchObject({
      name: 'CheckpointError',
      fault,
      message: expect.stringMatching(message),
    });
    expect(valuesOf(model)).toEqual(before);
  });

  test.each(['model.json', 'weights.bin'])('if any byte of %s is changed or missing', async (name) => {
    await saved();
    const file = join(folder, '000001', name);
    const bytes = readFileSync(file);
    const model = network();
    const before = valuesOf(model);
    for (let i = 0; i < bytes.length; i += name === 'model.json' ? 7 : 1) {
      for (const changed of [Buffer.from(bytes), bytes.subarray(0, i)]) {
        if (changed.length === bytes.length) changed[i] ^= 1 << (i % 7);
        writeFileSync(file, changed);
        const error = await loadCheckpoint(folder, { model, run, state: { step: 0 } }).catch(
          (thrown: unknown) => thrown,
        );
        expect(error, `byte ${i}`).toMatchObject({
          name: 'CheckpointError',
          fault: expect.stringMatching(/incomplete|version/),
        });
      }
    }
    expect(valuesOf(model)).toEqual(before);
  });
});

test.each<[string, () => Promise<unknown>]>([
  ['place: expected a folder', () => saveCheckpoint(5 as never, {})],
  ['place: expected a folder, or a handler of tf.io, got "file://x"', () => saveCheckpoint('file://x', {})],
  ['keep: expected an integer', () => saveCheckpoint(folder, {}, { keep: 0 })],
  ['options: expected no fields but keep', () => saveCheckpoint(folder, {}, { kept: 2 } as never)],
  ['keep: expected none for a handler', () => saveCheckpoint({}, {}, { keep: 2 })],
  ['training: expected no fields but', () => saveCheckpoint(folder, { models: 1 } as never)],
  ['run: expected what seeded() has returned', () => resumable(network(), folder, {} as never)],
  ['model: expected a compiled', () => resumable(tf.sequential(), folder, { run })],
  ['everyBatches: expected an integer', () => resumable(network(), folder, { run, everyBatches: 0.5 })],
  ['everySeconds: expected a positive number', () => resumable(network(), folder, { run, everySeconds: 0 })],
])('bad input: %s', async (message, call) => {
  await expect(call()).rejects.toThrow(message);
});

test('a fit without the callbacks of resumable is refused', async () => {
  const model = network();
  const [x, y] = [tf.ones([4, 2]), tf.ones([4, 1])];
  const fit = await resumable(model, folder, { run });
  const others = { ...fit, callbacks: [], epochs: 1, verbose: 0 };
  await expect(model.fit(x, y, others as never)).rejects.toThrow(/^resumable: the callbacks that it returned are not/);
  expect(existsSync(folder)).toBe(false);
  await model.fit(x, y, { ...fit, epochs: 1, verbose: 0 });
  expect(readdirSync(folder)).toEqual(['000001']);
});

test('resumable restores the state in its own object, and refuses one that is built differently', async () => {
  const state = { seen: 0 };
  const callbacks = {
    onBatchEnd() {
      state.seen += 1;
    },
  };
  const [x, y] = [tf.ones([3, 2]), tf.ones([3, 1])];
  const fitted = async (epochs: number): Promise<void> => {
    const model = network();
    const fit = await resumable(model, folder, { run, everyBatches: 1, callbacks, state });
    await model.fit(x, y, { batchSize: 1, epochs, verbose: 0, ...fit });
  };
  await fitted(2);
  state.seen = 0; // as in a new process
  await fitted(3);
  expect(state.seen).toBe(9);
  const other = { seen: 0, missing: 1 };
  await expect(resumable(network(), folder, { run, state: other })).rejects.toMatchObject({ fault: 'state' });
});

describe('fitDataset', () => {
  const dataset = () => {
    const one = (i: number) => ({ xs: tf.fill([3, 2], i), ys: tf.fill([3, 1], i % 2) });
    const indices = tf.data.array(Array.from({ length: 7 }, (_, i) => i / 7)).shuffle(7, '5');
    return indices.map((i) => one(i as unknown as number) as never);
  };

  class Stop extends Error {}

  test.each([
    [undefined, 1],
    [undefined, 10],
    [undefined, 14],
    [3, 5],
    [3, 6],
  ])('batchesPerEpoch %s, stopped after batch %i, goes on as if it had not been', async (batchesPerEpoch, stop) => {
    const fitted = async (stops: boolean): Promise<unknown> => {
      run.stop();
      run = seeded(42);
      const model = network();
      let count = 0;
      const callbacks = {
        onBatchBegin() {
          if (stops && count++ === stop) throw new Stop();
        },
      };
      const fit = await resumable(model, folder, { run, everyBatches: 1, callbacks });
      const data = fit.dataset(batchesPerEpoch === undefined ? dataset() : dataset().repeat());
      const args = { epochs: 3, verbose: 0 as const, ...(batchesPerEpoch === undefined ? {} : { batchesPerEpoch }) };
      const { history } = await model.fitDataset(data as never, { ...args, ...fit });
      return [valuesOf(model), history];
    };
    const whole = await fitted(false);
    rmSync(folder, { recursive: true });
    await expect(fitted(true)).rejects.toThrow(Stop);
    expect(await fitted(false)).toEqual(whole);
    expect(await fitted(false)).toEqual(whole); // nothing is left to do
  });

  test('a dataset that is not wrapped is refused', async () => {
    const model = network();
    const fit = await resumable(model, folder, { run });
    await expect(model.fitDataset(dataset() as never, { epochs: 1, verbose: 0, ...fit })).rejects.toThrow(
      /wrap the dataset/,
    );
  });
});
