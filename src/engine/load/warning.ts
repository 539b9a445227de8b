/** Tells once that a slower engine runs, where the native one was expected. */

import type { EngineName } from '../engine.js';

/** The platforms that the package has binaries for, in programs that can load them. */
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
