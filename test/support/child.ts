/** Child processes, and copies of the package to run in them. */

import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** The warning that a slower engine runs. Machines without a compiler print it; load/warning.test.ts tests it. */
const WARNING = /^\(node:\d+\) \[NATIVE_DROPOUT_FALLBACK\] Warning: .*\n(\(Use `node --trace-warnings .*\n)?/gm;

export interface Options {
  env?: Record<string, string> | undefined;
  flags?: readonly string[];
  /** Folder of the package that the code imports. */
  directory?: string | undefined;
  /** In milliseconds. Default: a minute. */
  timeout?: number;
}

/** Runs a module's text as a user of the package would, with no settings but `env`. */
export function run(code: string, { env, flags = [], directory }: Options = {}) {
  return runProgram([...flags, '--input-type=module', '-e', code], { env, directory });
}

/** Runs Node.js with these arguments, and no settings but `env`. Removes the warning of a slower engine from stderr. */
export function runProgram(
  args: readonly string[],
  { env = {}, directory = root, timeout = 60_000 }: Omit<Options, 'flags'> = {},
) {
  const rest = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('NATIVE_DROPOUT_')));
  const options = { cwd: directory, encoding: 'utf8', env: { ...rest, ...env }, timeout } as const;
  const { stdout, stderr, status } = spawnSync(process.execPath, args, options);
  return { stdout, stderr: stderr.replace(WARNING, ''), status };
}

/** A copy of the package without an addon. */
export function copyOfPackage(): string {
  const directory = mkdtempSync(join(tmpdir(), 'native-dropout-'));
  afterAll(() => rmSync(directory, { recursive: true }));
  cpSync(join(root, 'dist'), join(directory, 'dist'), { recursive: true });
  cpSync(join(root, 'package.json'), join(directory, 'package.json'));
  writeFileSync(join(directory, 'dist/engine/load/built.js'), 'export const SHA256 = {}, BUILT = undefined;');
  writeFileSync(join(directory, 'dist/cjs/engine/load/built.js'), 'exports.SHA256 = {};');
  return directory;
}
