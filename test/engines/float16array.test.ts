/** Float16Array works in every Node.js that has it. */

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { engines } from '../conformance/engines.js';
import { root } from '../support/child.js';
import { nodeProgram } from '../support/nodes.js';

const program = fileURLToPath(new URL('./float16array.mjs', import.meta.url));

function nodeWithFloat16Array(): string {
  if ('Float16Array' in globalThis) return process.execPath;
  return nodeProgram(`${process.platform.replace('win32', 'win')}-${process.arch}`, '24.21.0');
}

test('a Float16Array is read and written as Float16Array on every engine', () => {
  const options = { cwd: root, encoding: 'utf8' } as const;
  // --no-warnings: neither those of Node.js nor the one that no native engine could be compiled.
  const { stdout, stderr } = spawnSync(nodeWithFloat16Array(), ['--no-warnings', program], options);
  expect(stderr).toBe('');
  expect(stdout.trim().split('\n')).toEqual(engines);
}, 120_000);
