/** A project that has the package with one binary installed, and the conformance checks beside it. */

import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { binaryPath, type Target } from '../../tools/targets.mjs';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Path in the project. */
export const CHECKS = 'checks/conformance/run.js';

/** @returns the project's directory. */
export function stage(target: Target): string {
  const project = join(root, 'build/verify', target.name);
  rmSync(project, { recursive: true, force: true });
  const installed = join(project, 'node_modules/native-dropout');
  for (const path of ['package.json', 'dist', binaryPath(target)]) {
    mkdirSync(dirname(join(installed, path)), { recursive: true });
    cpSync(join(root, path), join(installed, path), { recursive: true });
  }
  cpSync(join(root, 'build/conformance'), join(project, 'checks'), { recursive: true });
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }\n');
  return project;
}
