/** `npm run pack:here` makes a package that installs, and runs natively. */

import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm } from './managers.js';
import { root, runNode } from './process.js';

/** @throws {Error} if it makes none, or another engine runs. */
export async function checkPackHere(scratch: string): Promise<void> {
  const printed = await runNode(['tools/pack-here.mjs'], { cwd: root });
  const project = mkdtempSync(join(scratch, 'here-'));
  writeFileSync(join(project, 'package.json'), '{ "private": true }');
  const tarball = printed.trim().split('npm install ')[1];
  await runNode([npm, 'install', '--offline', '--no-audit', tarball], { cwd: project, home: scratch });
  const command = join(project, 'node_modules/native-dropout/tools/cli.mjs');
  await runNode([command, 'check', '--engine', 'native'], { cwd: project });
}
