/**
 * What native/edge/ exports. Internal: src/engine/load/load-addon.ts loads it, and src/engine/addon.ts is its only user. The
 * addon checks that arrays are views of memory, how many bytes they have, and whether they overlap: no argument makes it
 * read or write past one. An array may begin at any byte of memory, and its memory counts, not its type.
 */
export interface Binding {
  /** The version of the package that the addon was built from. */
  readonly version: string;

  /**
   * The memory of the next call, 128 bytes: `struct Call` of native/run/call.h, written by src/engine/struct-call.ts. The functions
   * that read it throw a {RangeError} if it was transferred, or if a number that counts is no integer in [0, 2^53].
   */
  readonly call: ArrayBuffer;

  /**
   * Draws the mask of {@link call} from element `index` on, and writes to y what its operation, one that reads x alone, makes
   * of the first n elements of x.
   * @throws {RangeError} for a dtype, an operation, a rule or a layout that native/ does not have; {TypeError} for what is
   * no view of memory.
   */
  dropout(x: ArrayBufferView, y: ArrayBufferView): Status;

  /**
   * Does any operation. Bits are drawn, or those of the words: array element e has bit `index` + its mask element (see
   * native/run/layout.h), which is bit b of word w where that is 32w + b. An array that the operation does not read may be anything.
   */
  apply(
    words: Uint32Array,
    x: ArrayBufferView,
    y: ArrayBufferView,
    other: ArrayBufferView,
    bias: ArrayBufferView,
    sums: ArrayBufferView,
  ): Status;

  /** Writes the words of the mask of {@link call} from word `index` on: bit b of word w is set where 32w + b is kept. */
  draw(words: Uint32Array): Status;

  /** Writes the words of stream `stream` of {@link call}, from word `index` on. */
  words(words: Uint32Array): Status;

  /**
   * Writes n numbers of {@link call}, from number `index` of the distribution on.
   * @throws {RangeError} for a dtype or a distribution that native/kernels/distribution.h has no numbers of; {TypeError} for what is no
   * view of memory.
   */
  numbers(y: ArrayBufferView): Status;

  /** What run returns, which is called in the default floating-point mode. */
  inDefaultMode<T>(run: () => T): T;

  /** Asks the operating system for large pages under a new array, which is about to be written for the first time. */
  expectWrites(y: ArrayBufferView): void;

  /** The instruction sets that this processor can run, best first: 'avx512', 'avx2', 'neon', 'scalar'. */
  isas(): string[];

  /** The instruction set in use, for the whole process. */
  isa(): string;

  /** Uses an instruction set of {@link isas} from now on; false where there is none of that name. */
  setIsa(name: string): boolean;

  /** {@link setIsa}, unless one has been set in the process; false, too, where there is none of that name. */
  setDefaultIsa(name: string): boolean;

  /** The threads that work on a large call, the caller's among them; one setting for the whole process. */
  threads(): number;
  setThreads(n: number): void;

  /** {@link setThreads}, unless they have been set in the process. 0 stands for as many as the process may use. */
  setDefaultThreads(n: number): void;
}

/**
 * undefined when all is done; where nothing was written, a number:
 * 1 y lies over a part of the memory of x or other, or of that of the words, or what is written over that of the call;
 * 2 x has not the bytes of n elements (it was detached, has shrunk, or is of another type);
 * 3 y has not;
 * 4 the words have not the bits of all mask elements;
 * 5 other has not n elements;
 * 6 the bias has not a tile of them, and where that is shorter than x 32 more;
 * 7 the sums have not a tile for each block.
 */
export type Status = undefined | 1 | 2 | 3 | 4 | 5 | 6 | 7;
