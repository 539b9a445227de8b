/** One worker. In every step it calculates its share of the gradients, then updates its part of the weights. */

import { parentPort, workerData } from 'node:worker_threads';
import { Generator } from 'native-dropout';
import { Batches } from '../shared/mlp/batches.js';
import { descend } from '../shared/mlp/descend.js';
import { Masks } from '../shared/mlp/masks.js';
import { LENGTH } from '../shared/mlp/model.js';
import { SETTINGS } from '../shared/mlp/settings.js';
import { Shard, shareOf } from '../shared/mlp/shard.js';
import { Barrier } from './barrier.js';
import type { Task } from './memory.js';

const { worker, workers, steps, memory, masks: state }: Task = workerData;
const { weights, gradients, digests } = memory;

const barrier = new Barrier(memory.barrier, workers);
const batches = new Batches(new Generator(SETTINGS.seed));
const masks = new Masks(state);
const shard = new Shard(memory.digits, shareOf(worker, workers));
const part = (k: number) => Math.floor((k * LENGTH) / workers);

barrier.wait();
const start = performance.now();
for (let step = 0; step < steps; ++step) {
  shard.run(weights, batches.of(step), masks.next(), gradients, digests);
  barrier.wait(); // all gradients are written
  descend(memory, gradients, part(worker), part(worker + 1));
  barrier.wait(); // all weights are updated
}
parentPort?.postMessage((performance.now() - start) / 1000);
