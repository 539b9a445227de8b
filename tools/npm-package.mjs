// Fetches a tool from npm that is no dependency, such as a compiler or node for a different system, in a fixed version.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './process.mjs';

const tools = join(root, 'build/tools');

/**
 * @param {string} specifier name@version
 * @param {string} [integrity] of its tarball, as in lock files; needed if its output is published
 * @returns {string} the package's directory
 */
export function npmPackage(specifier, integrity) {
  const directory = join(tools, specifier);
  if (existsSync(directory)) return directory;
  mkdirSync(dirname(directory), { recursive: true });
  const scratch = mkdtempSync(join(tools, 'new-'));
  const pack = ['pack', '--silent', '--pack-destination', scratch, specifier];
  const tarball = execFileSync('npm', pack, { encoding: 'utf8', shell: process.platform === 'win32' }).trim();
  if (integrity !== undefined) checkIntegrity(join(scratch, tarball), integrity);
  execFileSync('tar', ['-xzf', join(scratch, tarball), '-C', scratch]);
  renameSync(join(scratch, 'package'), directory);
  rmSync(scratch, { recursive: true });
  return directory;
}

/** @throws {Error} if the file has a different hash. */
export function checkIntegrity(file, integrity) {
  const found = `sha512-${createHash('sha512').update(readFileSync(file)).digest('base64')}`;
  if (found !== integrity) throw new Error(`${file}: expected ${integrity}, got ${found}`);
}
