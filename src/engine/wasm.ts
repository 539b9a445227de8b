/**
 * The WebAssembly SIMD engine: the kernels of native/. Arrays are copied through a buffer in the module's memory, in pieces
 * that stay in the processor's caches, so that the copies cost little.
 */

import type { Bits, GivenBits } from '../core/bits.js';
import { type ComputeArray, DTYPES, type StoredArray } from '../core/dtype.js';
import { bytesOfHex } from '../core/hex.js';
import { expandBits } from '../core/layout.js';
import type { Biases, Sums } from '../core/tile.js';
import { GIVEN } from '../core/values.js';
import { checkApart, plain, write } from '../input/view.js';
import type { Arrays, Engine } from './engine.js';
import { CallWriter } from './struct-call.js';
import { WASM_HEX } from './wasm-module.js';

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
  random(): void;
  draw(): void;
  words(): void;
  numbers(): void;
}

/** The module's buffers as arrays of a dtype; their length is that of the longest piece. */
interface Room {
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
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytesOfHex(WASM_HEX)));
  const kernels = instance.exports as Exports;
  const { dropout, apply, random, draw } = kernels;
  const { buffer } = kernels.memory;
  const bytes = kernels.bufferBytes();
  const call = new CallWriter(buffer, kernels.callAddress());
  const words = new Uint32Array(buffer, kernels.bufferAddress(), bytes / 4);
  const given = new Uint32Array(buffer, kernels.wordsAddress(), kernels.wordsBytes() / 4);
  const room = DTYPES.map((dtype): Room => {
    const elements = bytes / dtype.Compute.BYTES_PER_ELEMENT;
    return {
      x: new dtype.Array(buffer, kernels.bufferAddress(), elements),
      other: new dtype.Array(buffer, kernels.otherAddress(), elements),
      tile: new dtype.Compute(buffer, kernels.tileAddress(), elements),
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

  /** Applies the operation of the call by a kernel that works on the buffers. */
  function applyBy(kernel: () => void, bits: Bits, arrays: Arrays): StoredArray {
    const { dtype, length, x, other, bias, sums } = arrays;
    const y = arrays.y ?? new dtype.Array(length);
    checkApart(x, y, length * dtype.bytes);
    if (other !== undefined) checkApart(other, y, length * dtype.bytes);
    const buffers = room[dtype.code];
    call.dtype(dtype);
    call.bits(bits);
    for (let done = 0, n = 0; done < length; done += n) {
      n = pieceFrom(done, arrays, buffers.x.length);
      const to = n === length ? y : plain(y, dtype, done, n); // throws, with nothing written, if memory is gone
      buffers.x.set(plain(x, dtype, done, n));
      if (other !== undefined) buffers.other.set(plain(other, dtype, done, n));
      if (bias !== undefined) writeBiases(bias, done, buffers.tile.subarray(0, n));
      const part = sums && sumsFrom(sums, done, n);
      if (part !== undefined) buffers.tile.set(part);
      call.tile(n, n);
      call.range(bits.words === undefined ? bits.index + done : give(bits, done, n), n);
      kernel();
      write(to, n === buffers.x.length ? buffers.x : buffers.x.subarray(0, n));
      part?.set(buffers.tile.subarray(0, n));
    }
    return y;
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
    output: (dtype, length) => new dtype.Array(length),
    inDefaultMode: (run) => run(),

    run(operation, bits, rule, p, arrays) {
      call.values(operation, rule, p);
      return applyBy(bits.words === undefined ? dropout : apply, bits, arrays);
    },

    random(operation, bits, distribution, scaling, arrays) {
      call.values(operation, GIVEN, 1);
      call.numbers(distribution, scaling);
      return applyBy(random, bits, arrays);
    },

    draw(bits, first, out) {
      call.bits(bits);
      fill(out, first, draw);
    },

    words(key, stream, first, out) {
      call.key(key);
      call.stream(stream);
      fill(out, first, kernels.words);
    },

    numbers(distribution, scaling, key, { dtype, length, first, y }) {
      const { x } = room[dtype.code];
      call.key(key);
      call.numbers(distribution, scaling);
      call.dtype(dtype);
      for (let done = 0; done < length; done += x.length) {
        const n = Math.min(x.length, length - done);
        const to = plain(y, dtype, done, n); // throws, with nothing written, if memory is gone
        call.range(first + done, n);
        kernels.numbers();
        write(to, n === x.length ? x : x.subarray(0, n));
      }
    },
  };
}
