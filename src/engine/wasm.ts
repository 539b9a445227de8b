/**
 * The engine in WebAssembly SIMD: the kernels of native/ behind one buffer in the module's memory. Arrays go through that
 * buffer in pieces that stay in the processor's caches, so the copies cost little beside memory itself.
 */

import { checkApart } from '../check.js';
import { DTYPES, type Dtype, type FloatArray } from '../dtype.js';
import { CallWriter } from './call.js';
import type { Engine, MaskWords } from './engine.js';
import { WASM_BASE64 } from './wasm-module.js';

interface Exports extends WebAssembly.Exports {
  memory: WebAssembly.Memory;
  callAddress(): number;
  bufferAddress(): number;
  bufferBytes(): number;
  apply(n: number): void;
  bits(n: number): void;
}

/** @throws {Error} where WebAssembly or its SIMD instructions are missing. */
export function loadWasm(): Engine {
  const bytes = Uint8Array.from(atob(WASM_BASE64), (character) => character.charCodeAt(0));
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes));
  const { memory, callAddress, bufferAddress, bufferBytes, apply, bits } = instance.exports as Exports;
  const call = new CallWriter(memory.buffer, callAddress());
  const buffers = DTYPES.map(({ Array: FloatArray, bytes }) => {
    return new FloatArray(memory.buffer, bufferAddress(), bufferBytes() / bytes);
  });
  const words = new Uint32Array(memory.buffer, bufferAddress(), bufferBytes() / 4);

  return {
    name: 'wasm',
    isa: () => 'simd128',
    threads: () => 1,

    apply(mask: MaskWords, dtype: Dtype, x: FloatArray, y: FloatArray, index: number): void {
      checkApart(x, y);
      const buffer = buffers[dtype.code];
      call.mask(mask, index);
      call.dtype(dtype);
      for (let done = 0; done < x.length; done += buffer.length) {
        const n = Math.min(buffer.length, x.length - done);
        call.index(index + done);
        // Not subarray(), which would run a subclass's constructor.
        buffer.set(n === x.length ? x : new dtype.Array(x.buffer, x.byteOffset + done * dtype.bytes, n));
        apply(n);
        y.set(n === buffer.length ? buffer : buffer.subarray(0, n), done);
      }
    },

    output: (dtype: Dtype, length: number) => new dtype.Array(length),

    bits(mask: MaskWords, first: number, out: Uint32Array): void {
      call.mask(mask, first);
      for (let done = 0; done < out.length; done += words.length) {
        const n = Math.min(words.length, out.length - done);
        call.index(first + done);
        bits(n);
        out.set(words.subarray(0, n), done);
      }
    },
  };
}
