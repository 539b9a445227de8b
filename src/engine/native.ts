/** The engine in C++: the addon built from native/, found and trusted here. */

import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Binding } from '../../binding.js';
import { checkInteger, overlap, wrongValue } from '../check.js';
import type { Dtype, FloatArray } from '../dtype.js';
import { CallWriter } from './call.js';
import type { Engine, MaskWords } from './engine.js';

/** From here on, in bytes, large pages save more than asking for them costs. */
const LARGE = 2 ** 22;

export interface NativeEngine extends Engine {
  /** The instruction sets that this processor can run, best first. */
  readonly isas: readonly string[];
  /** Uses one of {@link isas} from now on, in the whole process. */
  setIsa(name: string): void;
  /** In the whole process. */
  setThreads(n: number): void;
}

/** @throws {Error} where there is no addon that this machine can load; {RangeError} as {@link configure}. */
export function loadNative(): NativeEngine {
  const require = createRequire(import.meta.url);
  const { version } = require('../../package.json') as { version: string };
  const binding = require(fileURLToPath(addonUrl())) as Binding;
  if (binding.version !== version) {
    throw new Error(`the addon was built from version ${binding.version}, not ${version}`);
  }
  configure(binding, process.env);
  return wrap(binding);
}

/** @throws {RangeError} at a variable that asks for what cannot be had. */
function configure(binding: Binding, { NATIVE_DROPOUT_ISA: isa, NATIVE_DROPOUT_THREADS: threads }: NodeJS.ProcessEnv) {
  const most = binding.maxThreads;
  if (isa) chooseIsa('NATIVE_DROPOUT_ISA', binding, isa);
  if (threads) binding.setThreads(checkInteger('NATIVE_DROPOUT_THREADS', Number(threads), 1, most));
  else binding.setThreads(Math.min(availableParallelism(), most));
}

function chooseIsa(name: string, binding: Binding, isa: string): void {
  if (!binding.setIsa(isa)) throw wrongValue(name, `one of ${binding.isas().join(', ')}`, isa);
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

    setIsa: (name) => chooseIsa('isa', binding, name),

    setThreads(n: number): void {
      binding.setThreads(checkInteger('threads', n, 1, binding.maxThreads));
    },

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
