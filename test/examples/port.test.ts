/** examples/port-from-pytorch: a training in Node.js has the initial weights, the order, the masks and the losses of PyTorch. */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Run } from '../../examples/port-from-pytorch/run.js';
import { stray } from '../../examples/port-from-pytorch/stray.js';
import { theirRun } from '../../examples/port-from-pytorch/theirs.js';
import { train } from '../../examples/port-from-pytorch/train.js';
import { runProgram } from '../support/child.js';

const file = new URL('../../examples/port-from-pytorch/run.json', import.meta.url);
const run = JSON.parse(readFileSync(file, 'utf8')) as Run;

test('the stored run', () => {
  const ours = train(run, run.steps.length);
  const { dataSha, initialSha, order, stateSha } = run;
  expect(ours).toMatchObject({ dataSha, initialSha, order, stateSha });
  for (const [i, { loss, masks, kept }] of run.steps.entries()) {
    expect(ours.steps[i]).toMatchObject({ masks, kept });
    expect(Math.abs(ours.steps[i].loss - loss)).toBeLessThan(2e-6);
  }
  for (const [i, weights] of run.finalWeights.entries()) {
    for (const [j, weight] of weights.entries()) expect(ours.finalWeights[i][j]).toBeCloseTo(weight, 6);
  }
});

test('a port that forgets a draw', () => {
  expect(stray(run)).toMatchObject({ call: 0, element: expect.any(Number), theirs: expect.any(Boolean) });
});

test('a Python that does not run', () => {
  expect(() => theirRun('no-such-python')).toThrow(/^no-such-python could not run port.py: /);
});

test('the program', () => {
  const { status, stdout, stderr } = runProgram(['--import', 'tsx', 'examples/port-from-pytorch/main.ts']);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/every mask +yes\n/);
  expect(stdout).not.toContain('NO');
});
