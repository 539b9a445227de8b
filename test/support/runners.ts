/** Every engine on every instruction set that this machine has. */

import type { Engine, NativeEngine } from '../../src/engine/engine.js';
import { js } from '../../src/engine/js/engine.js';
import { loadNative } from '../../src/engine/load/native.js';
import { loadWasm } from '../../src/engine/wasm.js';

export interface Runner {
  name: string;
  engine: Engine;
  /** Call before use: the instruction set is a setting of the whole process. */
  use(): void;
}

function loadNativeIfBuilt(): NativeEngine | undefined {
  try {
    return loadNative();
  } catch (error) {
    if (process.env.NATIVE_DROPOUT_ENGINE === 'native') throw error;
    return undefined; // the build has already printed why
  }
}

export const native: NativeEngine | undefined = loadNativeIfBuilt();

const nativeRunners = (native?.isas ?? []).map((isa): Runner => {
  const engine = native as NativeEngine;
  return { name: `native ${isa}`, engine, use: () => engine.setIsa(isa) };
});

export const runners: readonly Runner[] = [
  ...nativeRunners,
  { name: 'wasm simd128', engine: loadWasm(), use() {} },
  { name: 'js', engine: js, use() {} },
];
