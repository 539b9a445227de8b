/** Warns once if a slower engine runs instead of the native one. */

import type { EngineName } from '../engine.js';

/** Whether this is Node.js on a platform for which the package has binaries. */
function expectsNative(): boolean {
  const { platform, arch, versions } = globalThis.process ?? {};
  const binaries = ['linux', 'darwin', 'win32'].includes(platform) && ['x64', 'arm64'].includes(arch);
  return binaries && versions?.node !== undefined;
}

export function warnOfFallback(name: EngineName, reason: string): void {
  if (!expectsNative() || typeof globalThis.process.emitWarning !== 'function') return;
  globalThis.process.emitWarning(
    `native-dropout runs on the ${name} engine, which is slower and gives the same bits. ${reason}. ` +
      `NATIVE_DROPOUT_ENGINE=${name} silences this.`,
    { code: 'NATIVE_DROPOUT_FALLBACK' },
  );
}
