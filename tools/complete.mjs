// Run before a package is made: fails if a binary is missing or has a different version, and names the remedy.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './process.mjs';
import { binaryPath, targets } from './targets.mjs';

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const problems = targets([]).flatMap((target) => {
  const path = binaryPath(target);
  const file = join(root, path);
  if (!existsSync(file)) return [`${path} is missing`];
  return readFileSync(file).includes(`${version}\0`) ? [] : [`${path} is not of version ${version}`];
});
if (problems.length > 0) {
  console.error(`native-dropout: the package would lack binaries:\n  ${problems.join('\n  ')}`);
  console.error('Run this first, on Linux x64: npm ci --ignore-scripts && npm run binaries');
  process.exitCode = 1;
}
