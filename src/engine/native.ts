/** Where the ESM build of the package has its addons; native.cts is the same for CommonJS. */

import { fileURLToPath } from 'node:url';
import type { NativeEngine } from './engine.js';
import { type Addons, loadAddon } from './load-addon.js';

/** A constant of its own, as bundlers look for the file that a literal names, and no package has this one. */
const BUILT = '../../build/Release/native_dropout.node';

/** Bundlers and file tracers read these lines: where a path is literal, they carry its file along. */
export function addons(): Addons {
  return {
    built: fileURLToPath(new URL(BUILT, import.meta.url)),
    'linux-x64': fileURLToPath(new URL('../../prebuilds/linux-x64/native-dropout.glibc.node', import.meta.url)),
    'linux-x64-musl': fileURLToPath(new URL('../../prebuilds/linux-x64/native-dropout.musl.node', import.meta.url)),
    'linux-arm64': fileURLToPath(new URL('../../prebuilds/linux-arm64/native-dropout.glibc.node', import.meta.url)),
    'linux-arm64-musl': fileURLToPath(new URL('../../prebuilds/linux-arm64/native-dropout.musl.node', import.meta.url)),
    'darwin-x64': fileURLToPath(new URL('../../prebuilds/darwin-x64/native-dropout.node', import.meta.url)),
    'darwin-arm64': fileURLToPath(new URL('../../prebuilds/darwin-arm64/native-dropout.node', import.meta.url)),
    'win32-x64': fileURLToPath(new URL('../../prebuilds/win32-x64/native-dropout.node', import.meta.url)),
    'win32-arm64': fileURLToPath(new URL('../../prebuilds/win32-arm64/native-dropout.node', import.meta.url)),
  };
}

/** @throws {Error} where there is no addon that this machine can load, or none that is right. */
export function loadNative(): NativeEngine {
  return loadAddon(addons);
}
