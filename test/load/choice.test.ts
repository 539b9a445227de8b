/** The engine is chosen by the instruction sets that the addon has on this processor. */

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { NativeEngine } from '../../src/engine/engine.js';
import { js } from '../../src/engine/js/engine.js';

beforeEach(() => {
  vi.resetModules();
  vi.stubEnv('NATIVE_DROPOUT_ENGINE', '');
  vi.spyOn(process, 'emitWarning').mockReturnValue(undefined);
});

afterEach(() => {
  vi.doUnmock('../../src/engine/load/native.js');
  vi.doUnmock('../../src/engine/wasm.js');
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

/** The answer of engine() if the addon has these instruction sets. */
async function engineWith(isas: readonly string[]): Promise<unknown> {
  const native: NativeEngine = {
    ...js,
    name: 'native',
    isas,
    isa: () => isas[0],
    setIsa() {},
    setThreads() {},
    threefry() {},
    boxMuller() {},
    pcg64() {},
    registerOperation: () => '',
    configure() {},
  };
  vi.doMock('../../src/engine/load/native.js', () => ({ loadNative: () => native }));
  const { engine } = await import('../../src/index.js');
  return engine();
}

function withoutWasm(): void {
  vi.doMock('../../src/engine/wasm.js', () => ({
    loadWasm() {
      throw new Error('none here');
    },
  }));
}

describe('an addon with vectors is chosen', () => {
  test.each([[['avx512', 'avx2', 'scalar']], [['avx2', 'scalar']], [['neon', 'scalar']]])('%j', async (isas) => {
    expect(await engineWith(isas)).toEqual({ name: 'native', isa: isas[0], threads: 1 });
    expect(process.emitWarning).not.toHaveBeenCalled();
  });
});

test('wasm is chosen before an addon without vectors', async () => {
  const reason = 'native: the processor has no AVX2 with FMA';
  expect(await engineWith(['scalar'])).toEqual({ name: 'wasm', isa: 'simd128', threads: 1, reason });
  expect(process.emitWarning).not.toHaveBeenCalled();
});

test('an addon without vectors is chosen if wasm cannot run', async () => {
  withoutWasm();
  expect(await engineWith(['scalar'])).toEqual({ name: 'native', isa: 'scalar', threads: 1 });
});
