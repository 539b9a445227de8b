/** The contract that the native, the wasm and the js engine satisfy. */

import type { Bits, DrawnBits } from '../bits.js';
import type { Dtype, FloatArray } from '../dtype.js';
import type { Operation } from '../operation.js';
import type { View } from '../view.js';

export type EngineName = 'native' | 'wasm' | 'js';

/** What a call does to its arrays: bits, values, layout and dtype. */
export interface Job {
  readonly operation: Operation;
  readonly bits: Bits;
  /** What the operation makes its constants of. */
  readonly p: number;
  /** Of the first mask element; array element i has mask element index + i. */
  readonly index: number;
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
   * Writes to y what becomes of x; y is x, over all of its memory or over none of it.
   * @throws {RangeError} if y is over a part of x's memory, with nothing written; {TypeError} if memory is gone.
   */
  run(job: Job, x: View, y: View): void;
  /** Bit b of words[w] becomes 1 where element 32 (first + w) + b is kept. */
  draw(bits: DrawnBits, first: number, words: Uint32Array): void;
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
