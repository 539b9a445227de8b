/** `npm run train -- --paper`: a run that was killed ends with the results of one that was not. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseHTML } from 'linkedom';
import { afterAll, expect, test } from 'vitest';
import { root, runProgram } from '../support/child.js';

const folder = mkdtempSync(join(tmpdir(), 'native-dropout-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Two batches in an epoch, and twice as many epochs with dropout. */
const argsOf = (name: string): string[] => [
  ...['--import', 'tsx', 'examples/train/main.ts', '--paper'],
  ...['--images', '200', '--epochs', '1', '--out', join(folder, `${name}.json`)],
];

function run(name: string): { results: object; picture: string } {
  const { stderr, status } = runProgram(argsOf(name), { timeout: 300_000 });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  const { command, ...results } = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
  expect(command).toMatch(/^npm run train -- --paper --images 200 --epochs 1 --out /);
  return { results, picture: readFileSync(join(folder, `${name}.svg`), 'utf8') };
}

/** Runs the program until it has a checkpoint of this network. */
async function kill(name: string, network: string): Promise<void> {
  const child = spawn(process.execPath, argsOf(name), { cwd: root, stdio: 'ignore' });
  const checkpoints = join(folder, `${name}-checkpoints`, network);
  while (child.exitCode === null && !(existsSync(checkpoints) && readdirSync(checkpoints).length > 0))
    await setTimeout(5);
  child.kill('SIGKILL');
  const [, signal] = await once(child, 'exit');
  expect(signal).toBe('SIGKILL');
}

test('killed in the second network, it ends with the same losses, errors, weights and curves', async () => {
  await kill('killed', 'dropout');
  const { results, picture } = run('killed');
  expect({ results, picture }).toEqual(run('whole'));

  const row = (network: string, epochs: number) => ({
    network,
    points: Array.from({ length: epochs }, () => ({ loss: expect.any(Number), error: expect.any(Number) })),
    sha256: expect.stringMatching(/^\w{64}$/),
  });
  expect(results).toMatchObject({ images: 200, rows: [row('without', 1), row('dropout', 2)] });
  const { document } = parseHTML(picture);
  expect(document.querySelectorAll('svg svg')).toHaveLength(2);
  expect(picture).toContain('test error, %');
}, 900_000);

test('checkpoints of a different run are refused', () => {
  const args = argsOf('killed').map((arg) => (arg === '1' ? '3' : arg));
  const { stderr, status } = runProgram(args, { timeout: 300_000 });
  expect(status).toBe(1);
  expect(stderr).toMatch(/^.*killed-checkpoints.without: its checkpoints are of a different run; remove them\n$/);
}, 300_000);
