/** Importing the package, and making its objects, asks for no random number, no setting, no file and no addon. */

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { root } from './child.js';

const program = fileURLToPath(new URL('fixtures/import.mjs', import.meta.url));

test('both builds, in a host where all of these are trapped, and without crypto', () => {
  const { status, stderr } = spawnSync(process.execPath, ['--no-warnings', program, root], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});
