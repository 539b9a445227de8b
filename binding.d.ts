/**
 * What native/addon.cc exports. Internal: src/engine/native.ts is its only user. Behind it only lengths and overlap are
 * checked: the types of the arrays, and that they are what the call says, its callers have checked.
 */
export interface Binding {
  /** The version of the package that the addon was built from. */
  readonly version: string;

  /** The memory of the next call, 48 bytes: `struct Call` of native/call.h, written by src/engine/call.ts. */
  readonly call: ArrayBuffer;

  /**
   * Applies the mask in {@link call} to x. x and y have the type that the call names, and the same length.
   * @returns true, with nothing written, if they share a part of their memory. (Nothing costs less to return.)
   */
  apply(x: ArrayBufferView, y: ArrayBufferView): true | undefined;

  /** Writes the words of the mask in {@link call} from word `index` on: bit b of word w is set where 32w + b is kept. */
  bits(words: Uint32Array): void;

  /** Asks the operating system for large pages under a new array, which is about to be written for the first time. */
  expectWrites(y: ArrayBufferView): void;

  /** The instruction sets that this processor can run, best first: 'avx512', 'avx2', 'neon', 'scalar'. */
  isas(): string[];

  /** The instruction set in use, for the whole process. */
  isa(): string;

  /** Uses an instruction set of {@link isas} from now on; false where there is none of that name. */
  setIsa(name: string): boolean;

  /** The threads that work on a large call, the caller's among them; one setting for the whole process. */
  threads(): number;
  setThreads(n: number): void;

  /** {@link setThreads}, unless something in the process has set them already. */
  startThreads(n: number): void;
}
