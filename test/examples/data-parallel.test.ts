/**
 * examples/data-parallel: any number of workers gives the same masks and weights, also in TensorFlow.js and after a kill, and
 * the masks of the whole batch.
 */

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Generator } from 'native-dropout';
import { afterAll, expect, test } from 'vitest';
import { PIXELS } from '../../examples/shared/mlp/digits.js';
import { newRun, resume } from '../../examples/shared/mlp/run.js';
import { SETTINGS } from '../../examples/shared/mlp/settings.mjs';
import { root, runProgram } from '../support/child.js';

const STEPS = 4;
const TENSORFLOW_STEPS = 2;
const CREWS = ['1', '2', '3', '4'];
const { seed, microBatches, rows, dropPixel, dropHidden, hidden } = SETTINGS;

/** Masks of all steps, each drawn at once for the whole batch, and hashed as the workers hash their parts. */
function maskHash(): string {
  const run = new Generator(seed);
  const layers = [
    { generator: run.split('pixels'), p: dropPixel, features: PIXELS },
    { generator: run.split('hidden'), p: dropHidden, features: hidden },
  ];
  let digests = Array.from({ length: microBatches }, () => Buffer.alloc(32));
  for (let step = 0; step < STEPS; ++step) {
    const words = layers.map(({ generator, p, features }) => ({
      all: generator.mask(p).toBits(microBatches * rows * features),
      length: (rows * features) / 32,
    }));
    digests = digests.map((digest, k) => {
      const hash = createHash('sha256').update(digest);
      for (const { all, length } of words) hash.update(all.subarray(k * length, (k + 1) * length));
      return hash.digest();
    });
  }
  return createHash('sha256').update(Buffer.concat(digests)).digest('hex');
}

const PROGRAM = ['--import', 'tsx', 'examples/data-parallel/main.ts'];

/** The hashes that the program prints. */
function hashesOf(...args: string[]): { masks: string[]; weights: string[] } {
  const { stdout, stderr, status } = runProgram([...PROGRAM, ...args], { timeout: 280_000 });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  const hashes = (what: string) =>
    Array.from(stdout.matchAll(new RegExp(`^  ${what} +sha256 (\\w{64})$`, 'gm')), ([, hash]) => hash);
  return { masks: hashes('masks'), weights: hashes('weights') };
}

test('any number of workers gives the same masks and weights', () => {
  const { masks, weights } = hashesOf(...CREWS, '--steps', `${STEPS}`, '--tensorflow', `${TENSORFLOW_STEPS}`);
  expect(masks).toEqual(CREWS.map(maskHash));
  const [own, tensorflow] = [weights.slice(0, CREWS.length), weights.slice(CREWS.length)];
  expect(own).toEqual(CREWS.map(() => own[0]));
  expect(tensorflow).toEqual(CREWS.map(() => tensorflow[0]));
  expect(tensorflow[0]).not.toBe(own[0]);
}, 300_000);

test('a killed run ends with the same hashes, on other workers', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'native-dropout-workers-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const checkpoint = join(folder, 'run.checkpoint');
  const saving = ['--tensorflow', '0', '--checkpoint', checkpoint, '--every', '2'];
  const endless = spawn(process.execPath, [...PROGRAM, '2', '--steps', '1000000', ...saving], { cwd: root });
  afterAll(() => endless.kill('SIGKILL'));
  while (!existsSync(checkpoint)) {
    expect(endless.exitCode).toBe(null);
    await setTimeout(2);
  }
  endless.kill('SIGKILL');
  await once(endless, 'close');

  const run = newRun();
  resume(run, checkpoint);
  expect(run.step).toBeGreaterThan(0);
  const steps = ['--steps', `${run.step + 2}`];
  expect(hashesOf('3', ...steps, ...saving)).toEqual(hashesOf('1', ...steps, '--tensorflow', '0'));
}, 300_000);

test('a bad option is one clear message', () => {
  const messageOf = (...args: string[]) => runProgram([...PROGRAM, ...args]);
  const five = 'workers: expected an integer from 1 to 4, got "5"\n';
  expect(messageOf('5')).toMatchObject({ stderr: five, status: 1 });
  const two = 'workers: expected one number beside --checkpoint, got 2\n';
  expect(messageOf('1', '2', '--checkpoint', 'unused')).toMatchObject({ stderr: two, status: 1 });
});
