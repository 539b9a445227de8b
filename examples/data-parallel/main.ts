/**
 * `npx tsx examples/data-parallel/main.ts [workers …] [--steps n]`: trains the same network with 1, 2 and 4 workers, or so
 * many, on shared memory. Masks and weights come out the same, to the bit.
 */

import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { count } from '../shared/mlp/count.js';
import { type Digits, readDigits } from '../shared/mlp/digits.js';
import { sha256 } from '../shared/mlp/masks.js';
import { type Outcome, printOutcome } from '../shared/mlp/outcome.js';
import { program } from '../shared/mlp/program.js';
import { SETTINGS, STEPS } from '../shared/mlp/settings.js';
import { heading, line, yes } from '../shared/terminal.js';
import { share, type Task, tasks } from './memory.js';

await program(async () => {
  const { crews, steps } = readOptions();
  const { training, test } = readDigits();
  const shared = share(training);
  const outcomes: Outcome[] = [];
  for (const workers of crews) {
    heading(`${workers} ${workers === 1 ? 'worker' : 'workers'}, ${steps} steps`);
    const outcome = await train(workers, steps, shared);
    printOutcome(outcome, test);
    outcomes.push(outcome);
  }
  heading('The same with all of them');
  line(`masks    ${same(outcomes.map(({ digests }) => digests))}`);
  line(`weights  ${same(outcomes.map(({ weights }) => weights))}`);
});

function readOptions(): { crews: number[]; steps: number } {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { steps: { type: 'string', default: String(STEPS) } },
  });
  const crews = positionals.map((text) => count('workers', text, SETTINGS.microBatches));
  return { crews: crews.length === 0 ? [1, 2, 4] : crews, steps: count('--steps', values.steps) };
}

async function train(workers: number, steps: number, digits: Digits): Promise<Outcome> {
  const all = tasks(workers, steps, digits);
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
