/**
 * The engine in WebAssembly SIMD: the kernels of native/ behind one buffer in the module's memory. Arrays go through that
 * buffer in pieces that stay in the processor's caches, so the copies cost little beside memory itself.
 */

import type { Bits, DrawnBits, Key } from '../bits.js';
import type { Distribution, Scaling } from '../distribution.js';
import { DTYPES, type Dtype } from '../dtype.js';
import type { Operation } from '../operation.js';
import { checkApart, plain, write } from '../view.js';
import { CallWriter } from './call.js';
import type { Arrays, Engine, Numbers } from './engine.js';
import { WASM_BASE64 } from './wasm-module.js';

/** native/wasm.cc says what they do. */
interface Exports extends WebAssembly.Exports {
  memory: WebAssembly.Memory;
  callAddress(): number;
  bufferAddress(): number;
  bufferBytes(): number;
  wordsAddress(): number;
  wordsBytes(): number;
  dropout(): void;
  apply(): void;
  draw(): void;
  words(): void;
  numbers(): void;
}

/** @throws {Error} where WebAssembly or its SIMD instructions are missing. */
export function loadWasm(): Engine {
  const bytes = Uint8Array.from(atob(WASM_BASE64), (character) => character.charCodeAt(0));
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes));
  const kernels = instance.exports as Exports;
  const { memory, callAddress, bufferAddress, bufferBytes, wordsAddress, wordsBytes, dropout, apply, draw } = kernels;
  const call = new CallWriter(memory.buffer, callAddress());
  const buffers = DTYPES.map((dtype) => new dtype.Array(memory.buffer, bufferAddress(), bufferBytes() / dtype.bytes));
  const words = new Uint32Array(memory.buffer, bufferAddress(), bufferBytes() / 4);
  const given = new Uint32Array(memory.buffer, wordsAddress(), wordsBytes() / 4);

  /** Writes what of the words n elements from a bit on have, and says which bit of the first that is. */
  function give(all: Uint32Array, index: number, n: number): number {
    given.set(all.subarray(Math.floor(index / 32), Math.ceil((index + n) / 32)));
    return index % 32;
  }

  /** Writes words from number `first` on, as the kernel writes them to the buffer. */
  function fill(out: Uint32Array, first: number, kernel: () => void): void {
    for (let done = 0; done < out.length; done += words.length) {
      const n = Math.min(words.length, out.length - done);
      call.range(first + done, n);
      kernel();
      out.set(words.subarray(0, n), done);
    }
  }

  /** Runs what is in the buffer. */
  function runPiece(bits: Bits, index: number, n: number): void {
    if (bits.words === undefined) {
      call.range(index, n);
      dropout();
    } else {
      call.range(give(bits.words, index, n), n);
      apply();
    }
  }

  return {
    name: 'wasm',
    isa: () => 'simd128',
    threads: () => 1,
    output: (dtype: Dtype, length: number) => new dtype.Array(length),

    run(operation: Operation, bits: Bits, p: number, { dtype, length, index, x, y }: Arrays): void {
      checkApart(x, y, length * dtype.bytes);
      const buffer = buffers[dtype.code];
      call.values(operation, p);
      call.dtype(dtype);
      if (bits.words === undefined) call.bits(bits);
      for (let done = 0; done < length; done += buffer.length) {
        const n = Math.min(buffer.length, length - done);
        const to = n === length ? y : plain(y, dtype, done, n); // it throws where memory is gone, before any is written
        buffer.set(plain(x, dtype, done, n));
        runPiece(bits, index + done, n);
        write(to, n === buffer.length ? buffer : buffer.subarray(0, n));
      }
    },

    draw(bits: DrawnBits, first: number, out: Uint32Array): void {
      call.bits(bits);
      fill(out, first, draw);
    },

    words(key: Key, stream: number, first: number, out: Uint32Array): void {
      call.key(key);
      call.stream(stream);
      fill(out, first, kernels.words);
    },

    numbers(distribution: Distribution, scaling: Scaling, key: Key, { dtype, length, first, y }: Numbers): void {
      const buffer = buffers[dtype.code];
      call.key(key);
      call.numbers(distribution, scaling);
      call.dtype(dtype);
      for (let done = 0; done < length; done += buffer.length) {
        const n = Math.min(buffer.length, length - done);
        const to = plain(y, dtype, done, n); // it throws where memory is gone, before any is written
        call.range(first + done, n);
        kernels.numbers();
        write(to, n === buffer.length ? buffer : buffer.subarray(0, n));
      }
    },
  };
}
