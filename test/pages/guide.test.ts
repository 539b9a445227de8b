/** The network of docs/guide.md, stopped after an epoch and started again, gives what it gives without a stop. */

import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { root, run } from '../support/child.js';
import { fencedExamples } from '../support/fenced.js';

mkdirSync(join(root, 'build'), { recursive: true });
const scratch = mkdtempSync(join(root, 'build/guide-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const SAVED = "saveCheckpoint('circle.checkpoint', run);";
const [network] = fencedExamples(readFileSync(join(root, 'docs/guide.md'), 'utf8')).filter((code) =>
  code.includes(SAVED),
);

function output(code: string, directory: string): string {
  const { stdout, stderr, status } = run(code, { directory });
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  return stdout;
}

test('resumes', () => {
  const [straight, stopped] = ['straight-', 'stopped-'].map((name) => mkdtempSync(join(scratch, name)));
  const wanted = output(network, straight);
  expect(wanted).toMatch(/^\d+ of 512 points are right\nprobabilities: /);
  expect(output(network.replace(SAVED, `${SAVED} if (run.epoch === 20) process.exit();`), stopped)).toBe('');
  expect(output(network, stopped)).toBe(wanted);
});
