/**
 * The exports of native/edge/. Internal: src/engine/load/load-addon.ts loads them, and src/engine/addon.ts is their only
 * user. The addon checks that arrays are views of memory, are long enough, and do not overlap in part. So no argument makes it read
 * or write out of bounds. An array may begin at any byte. The type of an array does not matter, only its memory.
 */
export interface Binding {
  /** The version of the package that the addon was built from. */
  readonly version: string;

  /**
   * The memory of the next call, 128 bytes: `struct Call` of native/run/call.h, written by src/engine/struct-call.ts. The
   * functions that read it throw a {RangeError} if it was transferred, or if `index` or n is no integer in [0, 2^53].
   */
  readonly call: ArrayBuffer;

  /**
   * Draws the mask of {@link call} from element `index` on, and applies its operation, which must read x alone, to the first
   * n elements of x. The result is written to y.
   * @throws {RangeError} if native/ does not have the dtype, the operation, the rule or the layout.
   * @throws {TypeError} if an array is no view of memory.
   */
  dropout(x: ArrayBufferView, y: ArrayBufferView): Status;

  /**
   * Applies any operation. The bits of the mask are drawn, or given as words: bit 32w + b is bit b of word w. Array element e
   * then has bit `index` + its mask element (native/run/layout.h). An argument that the operation does not use may be anything.
   * @throws {RangeError} as {@link dropout}, or if the tile or the block is no integer in [0, 2^53].
   * @throws {TypeError} if an array is no view of memory.
   */
  apply(
    words: Uint32Array,
    x: ArrayBufferView,
    y: ArrayBufferView,
    other: ArrayBufferView,
    bias: ArrayBufferView,
    sums: ArrayBufferView,
  ): Status;

  /**
   * Applies an operation that reads a bias and no other array, and keeps all elements. The bias of element e is number
   * `index` + e of the distribution.
   * @throws {RangeError} as {@link dropout}, or if native/ does not have the distribution.
   * @throws {TypeError} if an array is no view of memory.
   */
  random(x: ArrayBufferView, y: ArrayBufferView): Status;

  /** Writes the words of the mask of {@link call} from word `index` on: bit b of word w is 1 if element 32w + b is kept. */
  draw(words: Uint32Array): Status;

  /** Writes the words of stream `stream` of {@link call}, from word `index` on. */
  words(words: Uint32Array): Status;

  /** Writes the words of Threefry of {@link call}, whose seed is the key, from counter `index` on. */
  threefry(words: Uint32Array): Status;

  /**
   * Makes n normal numbers, float32, of as many words, as PyTorch does in blocks of 16; those after the last whole block are
   * left out. `shift` of {@link call} is the mean, `scale` the standard deviation.
   * @throws {TypeError} if an array is no view of memory.
   */
  boxMuller(words: Uint32Array, y: Float32Array): Status;

  /**
   * Moves the state of PCG64 on, and writes n float64 in [0, 1).
   * @param state Two numbers of 64 bits, the low one first; likewise the increment.
   * @throws {TypeError} if an array is no view of memory.
   */
  pcg64(state: Uint32Array, increment: Uint32Array, y: Float64Array): Status;

  /**
   * Writes the n numbers of {@link call} from number `index` of the distribution on.
   * @throws {RangeError} if native/kernels/distribution.h has no numbers of the dtype or of the distribution.
   * @throws {TypeError} if y is no view of memory.
   */
  numbers(y: ArrayBufferView): Status;

  /** Calls `run` in the default floating-point mode, and returns its result. */
  inDefaultMode<T>(run: () => T): T;

  /** Asks the operating system for large pages for a new array, before it is written for the first time. */
  expectWrites(y: ArrayBufferView): void;

  /**
   * Registers the operation of native/tensorflow/operation.h in the TensorFlow that the process has loaded, unless that has been
   * done, and returns its name.
   * @throws {Error} with the reason, if that is not possible.
   */
  registerOperation(): string;

  /** The instruction sets that this processor can run, best first: 'avx512', 'avx2', 'neon', 'scalar'. */
  isas(): string[];

  /** The instruction set in use, for the whole process. */
  isa(): string;

  /** Uses an instruction set of {@link isas} from now on; returns false if there is none of that name. */
  setIsa(name: string): boolean;

  /** {@link setIsa}, unless one has already been set in the process; returns false if there is none of that name. */
  setDefaultIsa(name: string): boolean;

  /** The number of threads of a large call, including the caller's, for the whole process. */
  threads(): number;
  setThreads(n: number): void;

  /** {@link setThreads}, unless it has already been set in the process. 0: as many as the process may use. */
  setDefaultThreads(n: number): void;
}

/**
 * undefined if the call has run. Otherwise nothing was written:
 * 1 y covers a part of x or other, or overlaps the words, or a result overlaps the call;
 * 2 x, the words of boxMuller() or the state of PCG64 are too short (detached, shrunk, or of another type);
 * 3 y is shorter than n elements;
 * 4 the words are shorter than the mask, or dropout() was called with given bits or for an operation that reads more than x;
 * 5 other is shorter than n elements, or the increment of PCG64 is too short;
 * 6 the operation reads more or less than a bias, in random(); the bias is shorter than a tile, or than a tile and 32 more if the tile is shorter than x; or the tile is shorter than
 *   both 32 and x;
 * 7 the sums are shorter than a tile for each block, or the block is not a multiple of the tile.
 */
export type Status = undefined | 1 | 2 | 3 | 4 | 5 | 6 | 7;
