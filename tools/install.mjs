// Installs the packages of a lock file, unless node_modules has them.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Compares the lock file with npm's copy in node_modules, which lacks packages for other systems.
 * @param {string} directory
 */
function isInstalled(directory) {
  const installed = join(directory, 'node_modules/.package-lock.json');
  if (!existsSync(installed)) return false;
  const packages = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;
  const { '': _, ...wanted } = packages(join(directory, 'package-lock.json'));
  const found = packages(installed);
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    return found[path] === undefined ? optional === true : found[path].version === version;
  });
}

/**
 * Runs no install scripts: they would fetch files that are not in the registry.
 * @param {string} directory of a package.json and its lock file
 * @throws {Error} if npm fails
 */
export function install(directory) {
  if (isInstalled(directory)) return;
  console.error(`native-dropout: installing the packages of ${join(directory, 'package.json')}`);
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const options = { cwd: directory, shell: process.platform === 'win32' };
  const { status } = spawnSync('npm', args, { ...options, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error(`npm ci failed in ${directory}`);
}
