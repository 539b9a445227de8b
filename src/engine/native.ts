/** The engine in C++: the addon built from native/, found and trusted here. */

import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Binding } from '../../binding.js';
import { overlap, wrongValue } from '../check.js';
import type { Dtype, FloatArray } from '../dtype.js';
import { CallWriter } from './call.js';
import type { Engine, MaskWords } from './engine.js';

/** As kMaxThreads of native/pool.h. */
export const MAX_THREADS = 256;

/** From here on, in bytes, large pages save more than asking for them costs. */
const LARGE = 2 ** 22;

export interface NativeEngine extends Engine {
  /**
   * Takes the instruction set and the number of threads from the environment.
   * @throws {RangeError} at a variable that asks for what cannot be had.
   */
  configure(environment: NodeJS.ProcessEnv): void;
  /** The instruction sets that this processor can run, best first. */
  readonly isas: readonly string[];
  /** Uses one of {@link isas} from now on, in the whole process. */
  setIsa(name: string): void;
  /** An integer in [1, {@link MAX_THREADS}], for the whole process. */
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
  return wrap(binding);
}

function addonUrl(): URL {
  return new URL('../../build/Release/native_dropout.node', import.meta.url);
}

function wrap(binding: Binding): NativeEngine {
  const call = new CallWriter(binding.call);
  const useIsa = (by: string, isa: string): void => {
    if (!binding.setIsa(isa)) throw wrongValue(by, `one of ${binding.isas().join(', ')}`, isa);
  };
  return {
    name: 'native',
    isas: binding.isas(),
    isa: () => binding.isa(),
    threads: () => binding.threads(),

    configure({ NATIVE_DROPOUT_ISA: isa, NATIVE_DROPOUT_THREADS: threads }): void {
      if (isa) useIsa('NATIVE_DROPOUT_ISA', isa);
      const n = threads ? Number(threads) : Math.min(availableParallelism(), MAX_THREADS);
      if (!(Number.isInteger(n) && n >= 1 && n <= MAX_THREADS)) {
        throw wrongValue('NATIVE_DROPOUT_THREADS', `an integer in [1, ${MAX_THREADS}]`, threads);
      }
      binding.startThreads(n);
    },

    setIsa: (name) => useIsa('isa', name),
    setThreads: (n) => binding.setThreads(n),

    apply(mask: MaskWords, dtype: Dtype, x: FloatArray, y: FloatArray, index: number): void {
      call.mask(mask, index);
      call.dtype(dtype);
      if (binding.apply(x, y)) throw overlap();
    },

    output(dtype: Dtype, length: number): FloatArray {
      const y = new dtype.Array(length);
      if (y.byteLength >= LARGE) binding.expectWrites(y);
      return y;
    },

    bits(mask: MaskWords, first: number, bits: Uint32Array): void {
      call.mask(mask, first);
      binding.bits(bits);
    },
  };
}
