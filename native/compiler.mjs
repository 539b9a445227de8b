// How the programs are run that the kernels are built with.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);

// The compiler's version is part of the wasm module's bytes, and the module is committed: CI makes it again and compares.
export const CLANG = 'clang++-14';
export const WASM_LD = 'wasm-ld-14';

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
 * Runs a command and tells what it says only if it fails: warnings are errors here.
 * @param {string} command
 * @param {string[]} args
 * @param {Record<string, string>} [env] beside that of this process
 * @throws {Error}
 */
export function run(command, args, env) {
  const options = { cwd: root, encoding: 'utf8', env: { ...process.env, ...env } };
  const { status, error, stdout, stderr } = spawnSync(command, args, options);
  if (status === 0) return;
  throw error ?? new Error(`the build failed: ${command} ${args.join(' ')}\n${stdout}${stderr}`);
}

/** Clang where it is at hand: it keeps more of the kernel in registers than g++ does (docs/performance.md). */
function preferred() {
  const clang = onPath('clang++', CLANG);
  const chosen = process.env.CXX || process.env.CMAKE_TOOLCHAIN_FILE || process.platform === 'win32';
  return clang === undefined || chosen ? {} : { CXX: clang };
}

/**
 * Builds what is new through CMakeLists.txt.
 * @param {string} out the directory to build in
 * @param {string[]} options of cmake-js
 * @throws {Error} with what the build said
 */
export function cmakeJs(out, ...options) {
  const args = ['compile', '--log-level', 'error', '--out', out, ...options];
  run(process.execPath, [require.resolve('cmake-js/bin/cmake-js'), ...args], preferred());
}
