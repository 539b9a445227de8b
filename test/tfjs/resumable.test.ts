/** A fit that is killed at a random batch, and resumed in a fresh process, equals one that was not killed, bit for bit. */

import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Generator } from 'native-dropout';
import pMap from 'p-map';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../support/child.js';
import { onNode } from './copy.js';
import { BATCHES, type Case, type Outcome, resumedTraining } from './resumed-training.js';

/** Kills of each optimizer on each backend. */
const KILLS = Number(process.env.NATIVE_DROPOUT_KILLS ?? 1);

const OPTIMIZERS = ['sgd', 'momentum', 'rmsprop', 'adagrad', 'adadelta', 'adam', 'adamax'];
const backends = onNode ? ['tensorflow'] : ['cpu', 'wasm'];

const directory = mkdtempSync(join(tmpdir(), 'native-dropout-'));
afterAll(() => rmSync(directory, { recursive: true }));

async function outcomes(cases: readonly Case[]): Promise<Outcome[]> {
  const args = ['--input-type=module', '-e', resumedTraining(cases)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root, maxBuffer: 2 ** 28 });
  return JSON.parse(stdout) as Outcome[];
}

async function killed(one: Case): Promise<void> {
  await expect(outcomes([one])).rejects.toMatchObject({ signal: 'SIGKILL' });
}

const trainings = backends.flatMap((backend) => OPTIMIZERS.map((optimizer) => ({ backend, optimizer })));
const numbers = new Generator(5).uniform(trainings.length * KILLS);
const cases = trainings.flatMap((training, i) =>
  Array.from({ length: KILLS }, (_, k) => {
    const at = i * KILLS + k;
    return { ...training, kill: 1 + Math.floor(numbers[at] * BATCHES), folder: join(directory, String(at)) };
  }),
);

let whole: Outcome[];
let resumed: Outcome[];

beforeAll(async () => {
  const parallel = { concurrency: availableParallelism() };
  await pMap(cases, killed, parallel);
  const again = cases.map(({ kill: _, ...training }) => training);
  [whole, resumed] = await pMap([trainings, again], outcomes, parallel);
}, 3_600_000);

describe.each(trainings.map((training, i) => ({ ...training, i })))('$optimizer on $backend', ({ i }) => {
  const each = cases.slice(i * KILLS, (i + 1) * KILLS).map((one, k) => ({ ...one, at: i * KILLS + k }));

  test.each(each)('killed before batch $kill', ({ at, folder }) => {
    expect(resumed[at]).toEqual(whole[i]);
    expect(readdirSync(folder).length).toBe(3);
  });
});

test('the trainings drop and differ', () => {
  for (const backend of backends) {
    const weights = whole.filter((_, i) => trainings[i].backend === backend).map((one) => one.weights);
    expect(new Set(weights).size).toBe(OPTIMIZERS.length);
  }
});
