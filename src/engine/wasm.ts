/**
 * The WebAssembly SIMD engine: the kernels of native/. Arrays are copied through a buffer in the module's memory, in pieces
 * that stay in the processor's caches, so that the copies cost little.
 */

import type { Bits, DrawnBits, GivenBits, Key } from '../core/bits.js';
import type { Distribution, Scaling } from '../core/distribution.js';
import { type ComputeArray, DTYPES, type Dtype, type StoredArray } from '../core/dtype.js';
import { expandBits } from '../core/layout.js';
import type { Operation } from '../core/operation.js';
import type { Biases, Sums } from '../core/tile.js';
import type { Rule } from '../core/values.js';
import { checkApart, plain, write } from '../input/view.js';
import type { Arrays, Engine, Numbers } from './engine.js';
import { CallWriter } from './struct-call.js';
import { WASM_BASE64 } from './wasm-module.js';

/** Documented in native/edge/wasm.cc. */
interface Exports extends WebAssembly.Exports {
  memory: WebAssembly.Memory;
  callAddress(): number;
  bufferAddress(): number;
  bufferBytes(): number;
  wordsAddress(): number;
  wordsBytes(): number;
  otherAddress(): number;
  tileAddress(): number;
  dropout(): void;
  apply(): void;
  draw(): void;
  words(): void;
  numbers(): void;
}

/** The module's buffers as arrays of a dtype. */
interface Room {
  /** The most elements of a piece. */
  readonly elements: number;
  readonly x: StoredArray;
  readonly other: StoredArray;
  readonly tile: ComputeArray;
}

/** Writes the biases of the elements from e on. */
function writeBiases({ array, tile }: Biases, e: number, to: ComputeArray): void {
  for (let at = 0, place = e % tile; at < to.length; place = 0) {
    const some = array.subarray(place, Math.min(tile, place + to.length - at));
    to.set(some, at);
    at += some.length;
  }
}

/** A view of the sums of the n elements from e on. */
function sumsFrom({ array, tile, block }: Sums, e: number, n: number): ComputeArray {
  const from = Math.floor(e / block) * tile + ((e % block) % tile);
  return array.subarray(from, from + n);
}

/** @throws {Error} if WebAssembly or its SIMD instructions are missing. */
export function loadWasm(): Engine {
  const bytes = Uint8Array.from(atob(WASM_BASE64), (character) => character.charCodeAt(0));
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes));
  const kernels = instance.exports as Exports;
  const { memory, callAddress, bufferAddress, bufferBytes, wordsAddress, wordsBytes, otherAddress, tileAddress } =
    kernels;
  const { dropout, apply, draw } = kernels;
  const call = new CallWriter(memory.buffer, callAddress());
  const words = new Uint32Array(memory.buffer, bufferAddress(), bufferBytes() / 4);
  const given = new Uint32Array(memory.buffer, wordsAddress(), wordsBytes() / 4);
  const room = DTYPES.map((dtype): Room => {
    const { BYTES_PER_ELEMENT } = dtype.Compute;
    const elements = bufferBytes() / BYTES_PER_ELEMENT;
    const at = (address: number): StoredArray => new dtype.Array(memory.buffer, address, elements);
    return {
      elements,
      x: at(bufferAddress()),
      other: at(otherAddress()),
      tile: new dtype.Compute(memory.buffer, tileAddress(), elements),
    };
  });

  /** Writes the bits of the n elements from e on; returns the bit of the first word that belongs to element e. */
  function give({ words: all, index, layout }: GivenBits, e: number, n: number): number {
    if (layout.shared > 1) {
      expandBits(layout, all, index, e, n, given.fill(0, 0, Math.ceil(n / 32)));
      return 0;
    }
    given.set(all.subarray(Math.floor((index + e) / 32), Math.ceil((index + e + n) / 32)));
    return (index + e) % 32;
  }

  /** The elements of the piece that begins at e. If there are sums, a piece lies in one tile. */
  function pieceFrom(e: number, { length, sums }: Arrays, elements: number): number {
    const n = Math.min(elements, length - e);
    if (sums === undefined) return n;
    const inBlock = e % sums.block;
    return Math.min(n, sums.block - inBlock, sums.tile - (inBlock % sums.tile));
  }

  /** Fills `out` by a kernel that writes words to the buffer; `first` is the number of the first word. */
  function fill(out: Uint32Array, first: number, kernel: () => void): void {
    for (let done = 0; done < out.length; done += words.length) {
      const n = Math.min(words.length, out.length - done);
      call.range(first + done, n);
      kernel();
      out.set(words.subarray(0, n), done);
    }
  }

  return {
    name: 'wasm',
    isa: () => 'simd128',
    threads: () => 1,
    output: (dtype: Dtype, length: number) => new dtype.Array(length),
    inDefaultMode: (run) => run(),

    run(operation: Operation, bits: Bits, rule: Rule, p: number, arrays: Arrays): StoredArray {
      const { dtype, length, x, other, bias, sums } = arrays;
      const y = arrays.y ?? new dtype.Array(length);
      checkApart(x, y, length * dtype.bytes);
      if (other !== undefined) checkApart(other, y, length * dtype.bytes);
      const buffers = room[dtype.code];
      call.values(operation, rule, p);
      call.dtype(dtype);
      call.bits(bits);
      for (let done = 0, n = 0; done < length; done += n) {
        n = pieceFrom(done, arrays, buffers.elements);
        const to = n === length ? y : plain(y, dtype, done, n); // throws, with nothing written, if memory is gone
        buffers.x.set(plain(x, dtype, done, n));
        if (other !== undefined) buffers.other.set(plain(other, dtype, done, n));
        if (bias !== undefined) writeBiases(bias, done, buffers.tile.subarray(0, n));
        const part = sums && sumsFrom(sums, done, n);
        if (part !== undefined) buffers.tile.set(part);
        call.tile(n, n);
        call.range(bits.words === undefined ? bits.index + done : give(bits, done, n), n);
        if (bits.words === undefined) dropout();
        else apply();
        write(to, n === buffers.x.length ? buffers.x : buffers.x.subarray(0, n));
        part?.set(buffers.tile.subarray(0, n));
      }
      return y;
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
      const buffer = room[dtype.code].x;
      call.key(key);
      call.numbers(distribution, scaling);
      call.dtype(dtype);
      for (let done = 0; done < length; done += buffer.length) {
        const n = Math.min(buffer.length, length - done);
        const to = plain(y, dtype, done, n); // throws, with nothing written, if memory is gone
        call.range(first + done, n);
        kernels.numbers();
        write(to, n === buffer.length ? buffer : buffer.subarray(0, n));
      }
    },
  };
}
