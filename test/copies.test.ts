/** However many copies of the package a process has, and of whichever build, they are one in what they share. */

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { copyOfPackage, root } from './child.js';

const program = fileURLToPath(new URL('fixtures/copies.mjs', import.meta.url));

test('one default generator, and generators and masks of one serve in the others', () => {
  const args = ['--no-warnings', program, root, copyOfPackage()];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});
