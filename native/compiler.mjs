// The programs that the kernels are built with.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

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
 * Clang where it is at hand: it keeps more of the kernel in registers than g++ does (docs/performance.md).
 * @returns {Record<string, string>} an environment for CMake
 */
export function compiler() {
  const clang = onPath('clang++', CLANG);
  const chosen = process.env.CXX || process.env.CMAKE_TOOLCHAIN_FILE || process.platform === 'win32';
  return clang === undefined || chosen ? {} : { CXX: clang };
}
