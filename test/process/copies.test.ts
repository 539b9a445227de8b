/** All copies and builds of the package in a process share one default generator and accept each other's objects. */

import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { copyOfPackage, root, runProgram } from '../support/child.js';

const program = fileURLToPath(new URL('./copies.mjs', import.meta.url));

test('copies share the default generator, and accept generators and masks of each other', () => {
  const { status, stderr } = runProgram(['--no-warnings', program, root, copyOfPackage()]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});
