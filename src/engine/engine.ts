/** The contract that the native, the wasm and the js engine satisfy. */

import type { Bits, DrawnBits, Key } from '../core/bits.js';
import type { Distribution, Scaling } from '../core/distribution.js';
import type { Dtype, StoredArray } from '../core/dtype.js';
import type { Operation } from '../core/operation.js';
import type { Biases, Sums } from '../core/tile.js';
import type { Rule } from '../core/values.js';

/** The C++ addon, WebAssembly, or plain JavaScript. All give the same bits. */
export type EngineName = 'native' | 'wasm' | 'js';

/** What a call works on. Nobody writes to it but run(), which writes to the memory of y and of the sums. */
export interface Arrays {
  readonly dtype: Dtype;
  /** Elements, of x, y and other. */
  readonly length: number;
  readonly x: StoredArray;
  /** x itself, or an output of the same length: run() checks that it lies over all of x or none of it. undefined: a new one. */
  readonly y: StoredArray | undefined;
  /** For the operations that have one: of x's dtype and length. y lies over all of it or none of it. */
  readonly other: StoredArray | undefined;
  /** For the operations that have one: what repeats along x, as src/core/tile.ts says. */
  readonly bias: Biases | undefined;
  /** For the operations that have one: where sums are added to, as src/core/tile.ts says. */
  readonly sums: Sums | undefined;
}

/** What plain operations leave out. */
export function plainArrays(dtype: Dtype, length: number, x: StoredArray, y?: StoredArray): Arrays {
  return { dtype, length, x, y, other: undefined, bias: undefined, sums: undefined };
}

/** What random numbers are written to: array element i is of number first + i. */
export interface Numbers {
  /** float32 or float64. */
  readonly dtype: Dtype;
  /** Elements of y. */
  readonly length: number;
  readonly first: number;
  readonly y: Float32Array | Float64Array;
}

/** Arguments have been read and checked: view.ts and call.ts say how. */
export interface Engine {
  readonly name: EngineName;
  /** The instruction set in use. */
  isa(): string;
  /** How many threads work on a large call. */
  threads(): number;
  /** A new array that is about to be written. */
  output(dtype: Dtype, length: number): StoredArray;
  /** What run returns. The native engine runs it in the default floating-point mode, whatever a library has set. */
  inDefaultMode<T>(run: () => T): T;
  /**
   * Writes to y what becomes of x, and returns y; the constants of the operation are what the rule makes of p.
   * @throws {RangeError} if y is over a part of x's memory, with nothing written; {TypeError} from the native engine, which
   * writes to addresses and looks again, if memory is gone in spite of all checks.
   */
  run(operation: Operation, bits: Bits, rule: Rule, p: number, arrays: Arrays): StoredArray;
  /** Bit b of words[w] becomes 1 if mask element 32 (first + w) + b is kept, whatever index the bits have. */
  draw(bits: DrawnBits, first: number, words: Uint32Array): void;
  /** words[i] becomes word first + i of a stream (docs/mask.md): i is below 2^48. */
  words(key: Key, stream: number, first: number, words: Uint32Array): void;
  /**
   * Writes to y what becomes of a distribution's numbers.
   * @throws {TypeError} if memory is gone in spite of all checks.
   */
  numbers(distribution: Distribution, scaling: Scaling, key: Key, numbers: Numbers): void;
}

/** As kMaxThreads of native/machine/pool.h. */
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
