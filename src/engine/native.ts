/** The engine in C++: the addon built from native/, found and trusted here. */

import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Binding } from '../../binding.js';
import { checkInteger, overlap, wrongValue } from '../check.js';
import type { Dtype, FloatArray } from '../dtype.js';
import { CallWriter } from './call.js';
import type { Engine, MaskWords } from './engine.js';

export interface NativeEngine extends Engine {
  /** The instruction sets that this processor can run, best first. */
  readonly isas: readonly string[];
  /** Uses one of {@link isas} from now on, in the whole process. */
  setIsa(name: string): void;
  /** In the whole process. */
  setThreads(n: number): void;
}

/** @throws {Error} where there is no addon that this machine can load. */
export function loadNative(): NativeEngine {
  const require = createRequire(import.meta.url);
  const { version } = require('../../package.json') as { version: string };
  const binding = require(fileURLToPath(addonUrl())) as Binding;
  if (binding.version !== version) {
    throw new Error(`the addon was built from version ${binding.version}, not ${version}`);
  }
  const engine = wrap(binding);
  const { NATIVE_DROPOUT_ISA: isa, NATIVE_DROPOUT_THREADS: threads } = process.env;
  if (isa) engine.setIsa(isa);
  engine.setThreads(threads ? Number(threads) : availableParallelism());
  return engine;
}

function addonUrl(): URL {
  return new URL('../../build/Release/native_dropout.node', import.meta.url);
}

function wrap(binding: Binding): NativeEngine {
  const call = new CallWriter(binding.call);
  return {
    name: 'native',
    isas: binding.isas(),
    isa: () => binding.isa(),
    threads: () => binding.threads(),

    setIsa(name: string): void {
      if (!binding.setIsa(name)) throw wrongValue('isa', `one of ${binding.isas().join(', ')}`, name);
    },

    setThreads(n: number): void {
      binding.setThreads(checkInteger('threads', n, 1, binding.maxThreads));
    },

    apply(mask: MaskWords, dtype: Dtype, x: FloatArray, y: FloatArray, index: number): void {
      call.mask(mask, index);
      call.dtype(dtype);
      if (binding.apply(x, y)) throw overlap();
    },

    bits(mask: MaskWords, first: number, bits: Uint32Array): void {
      call.mask(mask, first);
      binding.bits(bits);
    },
  };
}
