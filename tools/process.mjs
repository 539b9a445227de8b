// The repository, and the programs that tools run.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** The addon that a clone has built. */
export const builtAddon = join(root, 'build/Release/native_dropout.node');

/**
 * @returns The first of these programs that is on the path.
 * @param {string[]} names
 */
export function onPath(...names) {
  const extension = process.platform === 'win32' ? '.exe' : '';
  const directories = (process.env.PATH ?? '').split(delimiter);
  return names.find((name) => directories.some((directory) => existsSync(join(directory, name + extension))));
}

/**
 * The files of the repository, also new ones, but not what git ignores.
 * @param {string[]} patterns as of git; by default all files
 */
export function filesOfGit(...patterns) {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', ...patterns];
  const files = execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim().split('\n');
  return files.filter((file) => existsSync(join(root, file)));
}

/**
 * Runs node in the root of the repository. If it fails, ends this process.
 * @param {string[]} args
 */
export function runNode(...args) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

/**
 * Runs a command in the root of the repository, without printing its output.
 * @param {string} command
 * @param {string[]} args
 * @param {Record<string, string>} [env] added to the environment of this process
 * @throws {Error} with the output of the command, if it fails
 */
export function run(command, args, env) {
  const shell = process.platform === 'win32' && command === 'npm'; // it is npm.cmd there
  const options = { cwd: root, encoding: 'utf8', env: { ...process.env, ...env }, shell };
  const { status, error, stdout, stderr } = spawnSync(command, args, options);
  if (status === 0) return;
  throw error ?? new Error(`the build failed: ${command} ${args.join(' ')}\n${stdout}${stderr}`);
}
