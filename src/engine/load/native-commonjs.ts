/** Replaces native.ts in the CommonJS build, whose modules have no URL. */

import type { NativeEngine } from '../engine.js';
import { type Addons, loadAddon } from './load-addon.js';

/** File tracers find these paths and copy the files. */
export function addons(): Addons {
  return {
    'linux-x64': `${__dirname}/../../../../prebuilds/linux-x64/native-dropout.node`,
    'linux-arm64': `${__dirname}/../../../../prebuilds/linux-arm64/native-dropout.node`,
    'darwin-x64': `${__dirname}/../../../../prebuilds/darwin-x64/native-dropout.node`,
    'darwin-arm64': `${__dirname}/../../../../prebuilds/darwin-arm64/native-dropout.node`,
    'win32-x64': `${__dirname}/../../../../prebuilds/win32-x64/native-dropout.node`,
    'win32-arm64': `${__dirname}/../../../../prebuilds/win32-arm64/native-dropout.node`,
  };
}

/** @throws {Error} if there is no addon for this machine, or it is not the right one. */
export function loadNative(): NativeEngine {
  return loadAddon(addons);
}
