// Fetches a package of pinned version from npm that is a tool and no dependency: node for another system, a compiler.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './process.mjs';

const tools = join(root, 'build/tools');

/**
 * @param {string} specifier name@version
 * @returns {string} the package's directory
 */
export function npmPackage(specifier) {
  const directory = join(tools, specifier);
  if (existsSync(directory)) return directory;
  mkdirSync(dirname(directory), { recursive: true });
  const scratch = mkdtempSync(join(tools, 'new-'));
  const pack = ['pack', '--silent', '--pack-destination', scratch, specifier];
  const tarball = execFileSync('npm', pack, { encoding: 'utf8', shell: process.platform === 'win32' }).trim();
  execFileSync('tar', ['-xzf', join(scratch, tarball), '-C', scratch]);
  renameSync(join(scratch, 'package'), directory);
  rmSync(scratch, { recursive: true });
  return directory;
}
