/**
 * `npm run workers`: trains the same network with different numbers of workers on shared memory, by its own loops and in
 * TensorFlow.js: masks and weights are equal to the bit.
 */

import { Worker } from 'node:worker_threads';
import { program, readOptions } from '../../tools/command-line.mjs';
import { commandOf } from '../../tools/commands.mjs';
import { readDigits } from '../shared/mlp/digits.js';
import { sha256 } from '../shared/mlp/masks.js';
import { type Outcome, printOutcome, printWeights } from '../shared/mlp/outcome.js';
import { heading, line, yes } from '../shared/terminal.js';
import { share, type Task, type Training, tasks } from './memory.js';

const { rest, steps, tensorflow, checkpoint, every } = readOptions(commandOf('workers'));

await program(async () => {
  if (checkpoint !== undefined && rest.length !== 1) {
    throw new RangeError(`workers: expected one number beside --checkpoint, got ${rest.length}`);
  }
  const crews = rest.length === 0 ? [1, 2, 4] : rest;
  const saving = checkpoint === undefined ? undefined : { checkpoint, every };
  const { training, test } = readDigits();
  const digits = share(training);
  const outcomes: Outcome[] = [];
  for (const workers of crews) {
    heading(`${workers} ${workers === 1 ? 'worker' : 'workers'}, ${steps} steps`);
    const outcome = await train(workers, { program: 'worker.ts', steps, saving, digits });
    printOutcome(outcome, test);
    outcomes.push(outcome);
  }
  const models: Outcome[] = [];
  for (const workers of tensorflow === 0 ? [] : crews) {
    heading(`A model of TensorFlow.js, ${workers} ${workers === 1 ? 'worker' : 'workers'}, ${tensorflow} steps`);
    const outcome = await train(workers, { program: 'tensorflow-worker.ts', steps: tensorflow, digits });
    printWeights(outcome, test);
    models.push(outcome);
  }
  heading('Equal for all numbers of workers');
  line(`masks    ${same(outcomes.map(({ digests }) => digests))}`);
  line(`weights  ${same(outcomes.map(({ weights }) => weights))}`);
  if (models.length > 0) line(`weights  ${same(models.map(({ weights }) => weights))} (TensorFlow.js)`);
});

async function train(workers: number, training: Training): Promise<Outcome> {
  const all = tasks(workers, training);
  const seconds = await Promise.all(all.map(work));
  const { weights, digests } = all[0].memory;
  return { weights, digests, seconds: Math.max(...seconds) };
}

/** @returns The seconds that training took. */
function work(task: Task): Promise<number> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('worker.mjs', import.meta.url), { workerData: task });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

function same(arrays: readonly (Uint8Array | Float32Array)[]): string {
  return yes(new Set(arrays.map(sha256)).size === 1);
}
