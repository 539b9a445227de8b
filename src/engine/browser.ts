/** In place of native.ts in browsers: package.json says when. */

import type { NativeEngine } from './engine.js';

/** @throws {Error} always. */
export function loadNative(): NativeEngine {
  throw new Error('browsers load no addons');
}
