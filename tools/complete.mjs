// Run before a package is made: fails if a binary is missing or has a different version, and names the remedy.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './process.mjs';
import { binaryPath, targets } from './targets.mjs';

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** @param {string} path */
function problem(path) {
  const file = join(root, path);
  if (!existsSync(file)) return `${path} is missing`;
  return readFileSync(file).includes(`${version}\0`) ? undefined : `${path} is not of version ${version}`;
}

const problems = targets([])
  .map((target) => problem(binaryPath(target)))
  .filter((one) => one !== undefined);
if (problems.length > 0) {
  console.error(`native-dropout: the package would lack binaries:\n  ${problems.join('\n  ')}`);
  console.error('Run this first, on Linux x64: npm ci --ignore-scripts && npm run binaries');
  process.exitCode = 1;
}
