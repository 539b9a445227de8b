/** Packages that only some benchmarks need live in packages of their own, installed at first use. */

import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Installs what the lock file in `directory` says, unless that has been done. No install scripts: they would fetch what
 * is not in the registry.
 */
export function install(directory: URL): void {
  const modified = (file: string) => statSync(new URL(file, directory), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (modified('node_modules/.package-lock.json') >= modified('package-lock.json')) return;
  const cwd = fileURLToPath(directory);
  console.error(`Installing what ${cwd}package.json lists`);
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status } = spawnSync('npm', args, {
    cwd,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`npm ci failed in ${cwd}`);
}
