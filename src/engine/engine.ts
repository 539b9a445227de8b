/** The interface of the native, the wasm and the js engine. */

import type { Bits, DrawnBits, Key } from '../core/bits.js';
import type { Distribution, Scaling } from '../core/distribution.js';
import type { Dtype, StoredArray } from '../core/dtype.js';
import type { Operation } from '../core/operation.js';
import type { Biases, Sums } from '../core/tile.js';
import type { Rule } from '../core/values.js';

/** The C++ addon, WebAssembly, or plain JavaScript. All give the same bits. */
export type EngineName = 'native' | 'wasm' | 'js';

/** The arrays of a call. Only run() writes, and only to the memory of y and of the sums. */
export interface Arrays {
  readonly dtype: Dtype;
  /** The elements of x, y and other. */
  readonly length: number;
  readonly x: StoredArray;
  /** x or an output of its length: run() checks that it covers all of x or none of it. undefined: a new array. */
  readonly y: StoredArray | undefined;
  /** The second array, of x's dtype and length, for operations that read one. y covers all of it or none of it. */
  readonly other: StoredArray | undefined;
  /** For operations that read a bias (src/core/tile.ts). */
  readonly bias: Biases | undefined;
  /** For operations that sum (src/core/tile.ts); results are added to it. */
  readonly sums: Sums | undefined;
}

/** The arrays of an operation that reads x alone. */
export function plainArrays(dtype: Dtype, length: number, x: StoredArray, y?: StoredArray): Arrays {
  return { dtype, length, x, y, other: undefined, bias: undefined, sums: undefined };
}

/** An array for random numbers: element i becomes number first + i. */
export interface Numbers {
  /** float32 or float64. */
  readonly dtype: Dtype;
  /** The elements of y. */
  readonly length: number;
  readonly first: number;
  readonly y: Float32Array | Float64Array;
}

/** Its arguments have been read and checked by src/input and src/call. */
export interface Engine {
  readonly name: EngineName;
  /** The instruction set in use. */
  isa(): string;
  /** The number of threads of a large call. */
  threads(): number;
  /** A new array, to be written at once. */
  output(dtype: Dtype, length: number): StoredArray;
  /** Calls `run` and returns its result. The native engine does so in the default floating-point mode. */
  inDefaultMode<T>(run: () => T): T;
  /**
   * Applies an operation to x, writes the result to y and returns y. The rule makes the operation's constants from p.
   * @throws {RangeError} if y covers a part of x or other; nothing is written then. {TypeError} from the native engine if
   * memory is gone in spite of all checks.
   */
  run(operation: Operation, bits: Bits, rule: Rule, p: number, arrays: Arrays): StoredArray;
  /**
   * Applies an operation that reads a bias and no other array, and keeps all elements. The bias of element e is number
   * index + e of a distribution, scaled; a 16-bit dtype takes float32 numbers.
   * @throws as {@link run}.
   */
  random(
    operation: Operation,
    bits: DrawnBits,
    distribution: Distribution,
    scaling: Scaling,
    arrays: Arrays,
  ): StoredArray;
  /** Draws a mask: bit b of words[w] becomes 1 if mask element 32 (first + w) + b is kept. The bits' index is not read. */
  draw(bits: DrawnBits, first: number, words: Uint32Array): void;
  /** Writes the words of a stream (docs/mask.md) from number `first` on; numbers are below 2^48. */
  words(key: Key, stream: number, first: number, words: Uint32Array): void;
  /**
   * Writes scaled random numbers of a distribution to y.
   * @throws {TypeError} if memory is gone in spite of all checks.
   */
  numbers(distribution: Distribution, scaling: Scaling, key: Key, numbers: Numbers): void;
}

/** kMaxThreads of native/machine/pool.h. */
export const MAX_THREADS = 256;

export interface NativeEngine extends Engine {
  /** The instruction sets that this processor can run, best first. */
  readonly isas: readonly string[];
  /** Uses one of {@link isas} from now on, in the whole process. @throws {RangeError} if it is not one of them. */
  setIsa(name: string): void;
  /**
   * Registers dropout as an operation of the TensorFlow that the process has loaded, once in the process.
   * @returns The name of the operation.
   * @throws {Error} if there is no such TensorFlow.
   */
  registerOperation(): string;
  /** Writes the words of Threefry with a key from counter `first` on, for src/replay/. */
  threefry(key: Key, first: number, words: Uint32Array): void;
  /** Makes normal numbers of words, a multiple of 16, as PyTorch does. */
  boxMuller(words: Uint32Array, mean: number, std: number, y: Float32Array): void;
  /** Moves the state of PCG64 on, and writes its float64 in [0, 1). State and increment have four words each. */
  pcg64(state: Uint32Array, increment: Uint32Array, y: Float64Array): void;
  /** Sets the number of threads for the whole process. @param n An integer in [1, {@link MAX_THREADS}]. */
  setThreads(n: number): void;
  /**
   * Applies the environment's settings, unless the process has set its own.
   * @throws {RangeError} if a variable has a value that cannot be used here.
   */
  configure(settings: { isa: string | undefined; threads: string | undefined }): void;
}
