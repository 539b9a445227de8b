/** The addons of the package. */

import type { NativeEngine } from '../engine.js';
import { type Addons, loadAddon } from './load-addon.js';

/** Bundlers and file tracers find these URLs and copy the files. */
export function addons(): Addons {
  return {
    'linux-x64': new URL('../../../prebuilds/linux-x64/native-dropout.node', import.meta.url),
    'linux-arm64': new URL('../../../prebuilds/linux-arm64/native-dropout.node', import.meta.url),
    'darwin-x64': new URL('../../../prebuilds/darwin-x64/native-dropout.node', import.meta.url),
    'darwin-arm64': new URL('../../../prebuilds/darwin-arm64/native-dropout.node', import.meta.url),
    'win32-x64': new URL('../../../prebuilds/win32-x64/native-dropout.node', import.meta.url),
    'win32-arm64': new URL('../../../prebuilds/win32-arm64/native-dropout.node', import.meta.url),
  };
}

/** @throws {Error} if there is no addon for this machine, or it is not the right one. */
export function loadNative(): NativeEngine {
  return loadAddon(addons);
}
