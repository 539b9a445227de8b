/** Times checkpoints beside files of the same weights, written in the same way, on one backend, in a new process. */

import { closeSync, fsyncSync, mkdirSync, mkdtempSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Generator, saveCheckpoint } from 'native-dropout';
import * as ours from 'native-dropout/tfjs';
import { answer } from '../harness/fresh-process.js';
import { type Budget, interleave } from '../harness/measure.js';
import type { BackendName } from './backends.js';
import { tensorFlow } from './tensorflow.js';

export interface CheckpointTrial {
  backend: BackendName;
  /** The number of weights: a multiple of 1000. */
  weights: number;
  budget: Budget;
}

/** What is saved: a model of TensorFlow.js, or an array. */
export type Saved = 'model' | 'array';

/** Nanoseconds of files and of checkpoints, round by round. */
export type CheckpointTimes = Record<Saved, { files: number[]; checkpoints: number[] }>;

/** On the disk of this checkout, because folders for temporary files may be memory. */
const directory = mkdtempSync(fileURLToPath(new URL('../../build/checkpoints-', import.meta.url)));
process.on('exit', () => rmSync(directory, { recursive: true }));

function writeFile(path: string, parts: readonly (string | Float32Array | Int32Array | Uint8Array)[]): void {
  const file = openSync(path, 'w');
  for (const part of parts) writeFileSync(file, part);
  fsyncSync(file);
  closeSync(file);
}

/** Writes to a new path, by which the old one is replaced then. */
function replace(name: string, write: (path: string) => void): void {
  const path = join(directory, name);
  write(`${path}.new`);
  rmSync(path, { recursive: true, force: true });
  renameSync(`${path}.new`, path);
}

await answer(async ({ backend, weights: n, budget }: CheckpointTrial): Promise<CheckpointTimes> => {
  const tf = await tensorFlow(backend);
  const array = new Generator(1).normal(n);
  const dense = tf.layers.dense({ units: 1000, inputShape: [n / 1000 - 1] });
  const model = tf.sequential({ layers: [dense, ours.layersFor(tf).dropout({ rate: 0.5, seed: 1 })] });
  const run = ours.seeded(42);
  const folder = join(directory, 'checkpoints');
  const contenders = [
    async () => {
      const data = await Promise.all(model.getWeights().map((weight) => weight.data()));
      replace('model', (path) => {
        mkdirSync(path);
        writeFile(join(path, 'weights.bin'), data);
        writeFile(join(path, 'model.json'), [JSON.stringify(model.toJSON(undefined, false))]);
      });
    },
    () => ours.saveCheckpoint(folder, { model, run, state: { step: 1 } }, { keep: 1 }),
    () => replace('array', (path) => writeFile(path, [array])),
    () => saveCheckpoint(join(directory, 'array.checkpoint'), { step: 1, array, order: new Generator(2) }),
  ];
  const rounds = await interleave(
    contenders.map((run) => ({ run, untimed: 1 })),
    budget,
  );
  const [files, checkpoints, arrays, arrayCheckpoints] = rounds;
  return { model: { files, checkpoints }, array: { files: arrays, checkpoints: arrayCheckpoints } };
});
