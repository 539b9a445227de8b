/**
 * The engine in WebAssembly SIMD: the kernels of native/ behind one buffer in the module's memory. Arrays go through that
 * buffer in pieces that stay in the processor's caches, so the copies cost little beside memory itself.
 */

import type { Bits, DrawnBits } from '../bits.js';
import { DTYPES, type Dtype } from '../dtype.js';
import type { Operation } from '../operation.js';
import { checkApart, plain } from '../view.js';
import { CallWriter } from './call.js';
import type { Arrays, Engine } from './engine.js';
import { WASM_BASE64 } from './wasm-module.js';

/** native/wasm.cc says what they do. */
interface Exports extends WebAssembly.Exports {
  memory: WebAssembly.Memory;
  callAddress(): number;
  bufferAddress(): number;
  bufferBytes(): number;
  wordsAddress(): number;
  wordsBytes(): number;
  dropout(n: number): void;
  apply(n: number): void;
  draw(n: number): void;
}

/** @throws {Error} where WebAssembly or its SIMD instructions are missing. */
export function loadWasm(): Engine {
  const bytes = Uint8Array.from(atob(WASM_BASE64), (character) => character.charCodeAt(0));
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes));
  const { memory, callAddress, bufferAddress, bufferBytes, wordsAddress, wordsBytes, dropout, apply, draw } =
    instance.exports as Exports;
  const call = new CallWriter(memory.buffer, callAddress());
  const buffers = DTYPES.map((dtype) => new dtype.Array(memory.buffer, bufferAddress(), bufferBytes() / dtype.bytes));
  const words = new Uint32Array(memory.buffer, bufferAddress(), bufferBytes() / 4);
  const given = new Uint32Array(memory.buffer, wordsAddress(), wordsBytes() / 4);

  /** Writes the words of n elements from a bit on, and says which bit of the first of them that is. */
  function give(bits: Uint32Array, index: number, n: number): number {
    const first = Math.floor(index / 32);
    given.set(bits.subarray(first, Math.ceil((index + n) / 32)));
    return index % 32;
  }

  return {
    name: 'wasm',
    isa: () => 'simd128',
    threads: () => 1,
    output: (dtype: Dtype, length: number) => new dtype.Array(length),

    run(operation: Operation, bits: Bits, p: number, { dtype, length, index, x, y }: Arrays): void {
      checkApart(x, y, length * dtype.bytes);
      const buffer = buffers[dtype.code];
      const drawn = !(bits instanceof Uint32Array);
      call.values(operation, p);
      call.dtype(dtype);
      if (drawn) call.bits(bits);
      for (let done = 0; done < length; done += buffer.length) {
        const n = Math.min(buffer.length, length - done);
        const to = plain(y, dtype, done, n); // before anything is written, as it throws where memory is gone
        buffer.set(plain(x, dtype, done, n));
        if (drawn) {
          call.range(index + done, n);
          dropout(n);
        } else {
          call.range(give(bits, index + done, n), n);
          apply(n);
        }
        to.set(n === buffer.length ? buffer : buffer.subarray(0, n));
      }
    },

    draw(bits: DrawnBits, first: number, out: Uint32Array): void {
      call.bits(bits);
      for (let done = 0; done < out.length; done += words.length) {
        const n = Math.min(words.length, out.length - done);
        call.range(first + done, n);
        draw(n);
        out.set(words.subarray(0, n), done);
      }
    },
  };
}
