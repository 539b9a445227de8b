/** The addon as an engine. */

import { availableParallelism } from 'node:os';
import type { Binding } from '../../binding.js';
import { overlap, wrongValue } from '../check.js';
import type { Dtype, FloatArray } from '../dtype.js';
import { CallWriter } from './call.js';
import { MAX_THREADS, type MaskWords, type NativeEngine } from './engine.js';

/** From here on, in bytes, large pages save more than asking for them costs. */
const LARGE = 2 ** 22;

/** @internal */
export function addonEngine(binding: Binding): NativeEngine {
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
