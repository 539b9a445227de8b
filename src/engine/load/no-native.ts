/** Replaces native.ts on hosts without Node.js; bundlers choose it by the conditions in package.json. */

import type { NativeEngine } from '../engine.js';

/** @throws {Error} always. */
export function loadNative(): NativeEngine {
  throw new Error("only Node.js, Bun and Deno load addons (bundles for them have the condition 'node')");
}
