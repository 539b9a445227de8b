/** Installs the package beside other versions of TensorFlow.js that its range of peers takes, and uses it. */

import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Check, check } from './check.js';
import { npm } from './managers.js';
import { runNode } from './process.js';
import type { Tarball } from './tarball.js';
import { fixtures } from './tools.js';
import { consumers } from './uses.js';

/** The oldest, and the one that models of @tensorflow-models hold projects at; the newest is in every other test. */
const VERSIONS = ['3.0.0', '3.21.0'];

async function use(version: string, { file }: Tarball, directory: string): Promise<void> {
  mkdirSync(directory, { recursive: true });
  for (const from of [consumers, fixtures]) cpSync(from, directory, { recursive: true });
  writeFileSync(join(directory, 'package.json'), '{ "private": true }');
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  await runNode([npm, 'install', ...options, `@tensorflow/tfjs@${version}`, file], { cwd: directory });
  for (const program of ['tfjs.mjs', 'tfjs.cjs']) await runNode([program], { cwd: directory });
  rmSync(directory, { recursive: true });
}

export function checkPeers(tarball: Tarball, scratch: string): Promise<Check[]> {
  const checks = VERSIONS.map((version) =>
    check(`TensorFlow.js ${version}`, () => use(version, tarball, join(scratch, `tfjs-${version}`))),
  );
  return Promise.all(checks);
}
