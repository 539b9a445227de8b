/** The contract that the native, the wasm and the js engine satisfy. */

import type { Bits, DrawnBits, Key } from '../bits.js';
import type { Distribution, Scaling } from '../distribution.js';
import type { Dtype, FloatArray } from '../dtype.js';
import type { Operation } from '../operation.js';

export type EngineName = 'native' | 'wasm' | 'js';

/** What a call works on; array element i has mask element index + i. */
export interface Arrays {
  readonly dtype: Dtype;
  /** Elements, of x and of y. */
  readonly length: number;
  /** The mask element of x[0]. */
  readonly index: number;
  readonly x: FloatArray;
  /** x itself, or an output of the same length; run() sees to it that it lies over all of x or none of it. */
  readonly y: FloatArray;
}

/** What random numbers are written to: array element i is of number first + i. */
export interface Numbers {
  /** float32 or float64. */
  readonly dtype: Dtype;
  /** Elements of y. */
  readonly length: number;
  readonly first: number;
  readonly y: FloatArray;
}

/** Arguments have been read and checked: view.ts and apply.ts say how. */
export interface Engine {
  readonly name: EngineName;
  /** The instruction set in use. */
  isa(): string;
  /** How many threads work on a large call. */
  threads(): number;
  /** A new array for y. */
  output(dtype: Dtype, length: number): FloatArray;
  /**
   * Writes to y what becomes of x; the operation makes its constants of p.
   * @throws {RangeError} if y is over a part of x's memory, with nothing written; {TypeError} from the native engine, which
   * writes to addresses and looks again, if memory is gone in spite of all checks.
   */
  run(operation: Operation, bits: Bits, p: number, arrays: Arrays): void;
  /** Bit b of words[w] becomes 1 where element 32 (first + w) + b is kept. */
  draw(bits: DrawnBits, first: number, words: Uint32Array): void;
  /** words[i] becomes word first + i of a stream (docs/mask.md): i is below 2^48. */
  words(key: Key, stream: number, first: number, words: Uint32Array): void;
  /**
   * Writes to y what becomes of a distribution's numbers.
   * @throws {TypeError} if memory is gone in spite of all checks.
   */
  numbers(distribution: Distribution, scaling: Scaling, key: Key, numbers: Numbers): void;
}

/** As kMaxThreads of native/pool.h. */
export const MAX_THREADS = 256;

export interface NativeEngine extends Engine {
  /** The instruction sets that this processor can run, best first. */
  readonly isas: readonly string[];
  /** Uses one of {@link isas} from now on, in the whole process; {RangeError} if it is none of them. */
  setIsa(name: string): void;
  /** An integer in [1, {@link MAX_THREADS}], for the whole process. */
  setThreads(n: number): void;
  /**
   * What the environment asks for, unless the process has been told otherwise.
   * @throws {RangeError} at a variable that asks for what cannot be had.
   */
  configure(settings: { isa: string | undefined; threads: string | undefined }): void;
}
