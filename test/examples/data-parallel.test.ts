/**
 * examples/data-parallel: any number of workers gives the same masks and weights, also in TensorFlow.js, and the masks of the
 * whole batch.
 */

import { createHash } from 'node:crypto';
import { Generator } from 'native-dropout';
import { expect, test } from 'vitest';
import { PIXELS } from '../../examples/shared/mlp/digits.js';
import { SETTINGS } from '../../examples/shared/mlp/settings.js';
import { runProgram } from '../support/child.js';

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

test('any number of workers gives the same masks and weights', () => {
  const args = ['--import', 'tsx', 'examples/data-parallel/main.ts', ...CREWS, '--steps', String(STEPS)];
  args.push('--tensorflow', String(TENSORFLOW_STEPS));
  const { stdout, stderr, status } = runProgram(args, { timeout: 280_000 });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  const hashes = (what: string) =>
    Array.from(stdout.matchAll(new RegExp(`^  ${what} +sha256 (\\w{64})$`, 'gm')), ([, hash]) => hash);
  expect(hashes('masks')).toEqual(CREWS.map(maskHash));
  const weights = hashes('weights');
  const [own, tensorflow] = [weights.slice(0, CREWS.length), weights.slice(CREWS.length)];
  expect(own).toEqual(CREWS.map(() => own[0]));
  expect(tensorflow).toEqual(CREWS.map(() => tensorflow[0]));
  expect(tensorflow[0]).not.toBe(own[0]);
}, 300_000);

test('a bad option is one clear message', () => {
  const { stderr, status } = runProgram(['--import', 'tsx', 'examples/data-parallel/main.ts', '5']);
  expect(stderr).toBe('workers: expected an integer from 1 to 4, got "5"\n');
  expect(status).toBe(1);
});
