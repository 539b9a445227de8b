// Which C++ compiler builds the addon on this machine, and how CMake is run with it.
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { onPath, root, run } from './process.mjs';

const require = createRequire(import.meta.url);

/** The program that is missing for a build of the addon, or undefined. CMake finds Visual Studio without the path. */
export function missingForAddon() {
  if (!onPath('cmake')) return 'CMake';
  if (process.platform === 'win32') return undefined;
  if (!process.env.CXX && !onPath('c++', 'g++', 'clang++')) return 'C++ compiler';
  if (!onPath('ninja', 'make', 'gmake')) return 'make or ninja';
  return undefined;
}

/** Clang if it is installed: it keeps more of the kernel in registers than g++ does (docs/building.md). */
function preferred() {
  const chosen = process.env.CXX || process.env.CMAKE_TOOLCHAIN_FILE || process.platform === 'win32';
  return !chosen && onPath('clang++') ? { CXX: 'clang++' } : {};
}

const VARIABLES = ['CXX', 'CXXFLAGS', 'LDFLAGS', 'CMAKE_TOOLCHAIN_FILE', 'ZIG_TARGET', 'NATIVE_DROPOUT_WERROR'];

/** The settings that change the addon though its sources do not. */
export function settings() {
  return { ...Object.fromEntries(VARIABLES.map((name) => [name, process.env[name]])), ...preferred() };
}

/** A directory per settings, because CMake reads them only when a directory is new. */
export function buildDirectory() {
  const target = process.env.ZIG_TARGET ?? basename(process.env.CMAKE_TOOLCHAIN_FILE ?? 'host', '.cmake');
  const hash = createHash('sha256').update(JSON.stringify(settings())).digest('hex');
  return join(root, 'build/cmake', `${target}-${hash.slice(0, 8)}`);
}

/**
 * Builds by CMakeLists.txt. Warnings are errors if NATIVE_DROPOUT_WERROR=ON, as in CI: by default a newer compiler, which
 * warns of more, still builds.
 * @param {string} out the directory to build in
 * @param {string[]} options of cmake-js
 * @throws {Error} with the output of the build
 */
export function cmakeJs(out, ...options) {
  const warnings = `--CDNATIVE_DROPOUT_WERROR=${process.env.NATIVE_DROPOUT_WERROR ?? 'OFF'}`;
  const args = ['compile', '--log-level', 'error', '--out', out, warnings, ...options];
  run(process.execPath, [require.resolve('cmake-js/bin/cmake-js'), ...args], preferred());
}
