// Which C++ compiler builds the addon on this machine, and how CMake is run with it.
import { createRequire } from 'node:module';
import { onPath, run } from './process.mjs';

const require = createRequire(import.meta.url);

/** What the addon's build lacks here, or undefined. Visual Studio is found by CMake, not on the path. */
export function missingForAddon() {
  if (!onPath('cmake')) return 'CMake';
  if (process.platform === 'win32') return undefined;
  if (!process.env.CXX && !onPath('c++', 'g++', 'clang++')) return 'C++ compiler';
  if (!onPath('ninja', 'make', 'gmake')) return 'make or ninja';
  return undefined;
}

/** Clang where it is at hand: it keeps more of the kernel in registers than g++ does (docs/performance.md). */
function preferred() {
  const chosen = process.env.CXX || process.env.CMAKE_TOOLCHAIN_FILE || process.platform === 'win32';
  return !chosen && onPath('clang++') ? { CXX: 'clang++' } : {};
}

/**
 * Builds what is new through CMakeLists.txt. Warnings are errors where NATIVE_DROPOUT_WERROR=ON asks for it, as CI does: a
 * compiler of tomorrow, which warns of more, still builds.
 * @param {string} out the directory to build in
 * @param {string[]} options of cmake-js
 * @throws {Error} with what the build said
 */
export function cmakeJs(out, ...options) {
  const warnings = `--CDNATIVE_DROPOUT_WERROR=${process.env.NATIVE_DROPOUT_WERROR ?? 'OFF'}`;
  const args = ['compile', '--log-level', 'error', '--out', out, warnings, ...options];
  run(process.execPath, [require.resolve('cmake-js/bin/cmake-js'), ...args], preferred());
}
