/**
 * What native/addon.cc exports. Internal: src/engine/addon.ts is its only user. Types of arrays, and that they are what
 * the call says, its callers have checked; how many elements they have, and where, it looks up for itself.
 */
export interface Binding {
  /** The version of the package that the addon was built from. */
  readonly version: string;

  /** The memory of the next call, 56 bytes: `struct Call` of native/call.h, written by src/engine/call.ts. */
  readonly call: ArrayBuffer;

  /** Draws the mask of {@link call} and applies it to x. */
  dropout(x: ArrayBufferView, y: ArrayBufferView): Status;

  /** Applies given bits to x by the operation of {@link call}; the index there is that of the first bit. */
  apply(words: Uint32Array, x: ArrayBufferView, y: ArrayBufferView): Status;

  /** Fills words with the mask of {@link call}, from word `index` on: bit b of word w is set where 32 w + b is kept. */
  draw(words: Uint32Array): void;

  /** Asks the operating system for large pages under a new array, which is about to be written for the first time. */
  expectWrites(y: ArrayBufferView): void;

  /** The instruction sets that this processor can run, best first: 'avx512', 'avx2', 'neon', 'scalar'. */
  isas(): string[];

  /** The instruction set in use, for the whole process. */
  isa(): string;

  /** Uses an instruction set of {@link isas} from now on; false where there is none of that name. */
  setIsa(name: string): boolean;

  /** {@link setIsa}, unless one has been set in the process. */
  setDefaultIsa(name: string): boolean;

  /** The threads that work on a large call, the caller's among them; one setting for the whole process. */
  threads(): number;
  setThreads(n: number): void;

  /** {@link setThreads}, unless it has been called in the process; 0 is as many as the process may use. */
  setDefaultThreads(n: number): void;
}

/**
 * undefined when done; else nothing is written: 1 where y is over a part of the memory of x or of the words, 2 where x, 3
 * where y has not the n elements of {@link Binding.call}, 4 where the words do not hold its bits. (Nothing costs less to
 * return.)
 */
export type Status = 1 | 2 | 3 | 4 | undefined;
