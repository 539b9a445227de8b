/** One worker. In every step it calculates its share of the gradients, then updates its part of the weights. */

import { parentPort, workerData } from 'node:worker_threads';
import { Generator, saveCheckpoint } from 'native-dropout';
import { Batches } from '../shared/mlp/batches.js';
import { descend } from '../shared/mlp/descend.js';
import { Masks } from '../shared/mlp/masks.js';
import { LENGTH } from '../shared/mlp/model.js';
import type { Run } from '../shared/mlp/run.js';
import { SETTINGS } from '../shared/mlp/settings.mjs';
import { Shard, shareOf } from '../shared/mlp/shard.js';
import { Barrier } from './barrier.js';
import type { Task } from './memory.js';

const { worker, workers, step, steps, saving, memory, masks }: Task = workerData;
const { weights, velocity, gradients, digests } = memory;
const run: Run = { settings: SETTINGS, step, weights, velocity, masks: new Masks(masks), digests };

const barrier = new Barrier(memory.barrier, workers);
const batches = new Batches(new Generator(SETTINGS.seed));
const shard = new Shard(memory.digits, shareOf(worker, workers));
const part = (k: number) => Math.floor((k * LENGTH) / workers);

barrier.wait();
const start = performance.now();
while (run.step < steps) {
  shard.run(weights, batches.of(run.step), run.masks.next(), gradients, digests);
  barrier.wait(); // all gradients are written
  descend(run, gradients, part(worker), part(worker + 1));
  barrier.wait(); // all weights are updated
  run.step += 1;
  if (saving === undefined || run.step % saving.every !== 0) continue;
  if (worker === 0) saveCheckpoint(saving.checkpoint, run);
  barrier.wait(); // the checkpoint is written
}
parentPort?.postMessage((performance.now() - start) / 1000);
