// How the build runs programs.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Where a clone has its own addon. */
export const builtAddon = join(root, 'build/Release/native_dropout.node');

/**
 * The first of these programs that is on the path.
 * @param {string[]} names
 */
export function onPath(...names) {
  const extension = process.platform === 'win32' ? '.exe' : '';
  const directories = (process.env.PATH ?? '').split(delimiter);
  return names.find((name) => directories.some((directory) => existsSync(join(directory, name + extension))));
}

/**
 * Runs a command in the root of the repository, and tells what it says only if it fails.
 * @param {string} command
 * @param {string[]} args
 * @param {Record<string, string>} [env] beside that of this process
 * @throws {Error} with what the command said
 */
export function run(command, args, env) {
  const options = { cwd: root, encoding: 'utf8', env: { ...process.env, ...env } };
  const { status, error, stdout, stderr } = spawnSync(command, args, options);
  if (status === 0) return;
  throw error ?? new Error(`the build failed: ${command} ${args.join(' ')}\n${stdout}${stderr}`);
}
