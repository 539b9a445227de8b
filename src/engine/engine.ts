/** The contract that the native, the wasm and the js engine satisfy. */

import type { Dtype, FloatArray } from '../dtype.js';

export type EngineName = 'native' | 'wasm' | 'js';

/** What decides a mask and its scale, in the 32-bit words of docs/mask.md, each as a signed integer. */
export interface MaskWords {
  seedLow: number;
  seedHigh: number;
  drawLow: number;
  drawHigh: number;
  /** The probability that the next three follow from. */
  p: number;
  /** T, 0 … 256. */
  threshold: number;
  /** L. */
  tail: number;
  /** 1 / (1 - p) in float64. */
  scale: number;
}

/** Arguments have been checked, but for one thing: whether x and y overlap in part. */
export interface Engine {
  readonly name: EngineName;
  /** The instruction set in use. */
  isa(): string;
  /** How many threads work on a large call. */
  threads(): number;
  /**
   * y[i] = element index + i of the mask is dropped ? 0 : x[i] · scale.
   * @throws {RangeError} if y is over a part of x's memory; all of it is fine. Nothing is written then. Engines that see
   * no addresses miss that two SharedArrayBuffer objects may be over one memory.
   */
  apply(mask: MaskWords, dtype: Dtype, x: FloatArray, y: FloatArray, index: number): void;
  /** A new array for y. */
  output(dtype: Dtype, length: number): FloatArray;
  /** Bit b of bits[w] is 1 where element 32 (first + w) + b is kept. */
  bits(mask: MaskWords, first: number, bits: Uint32Array): void;
}

/** As kMaxThreads of native/pool.h. */
export const MAX_THREADS = 256;

export interface NativeEngine extends Engine {
  /**
   * Takes the instruction set and the number of threads from the environment.
   * @throws {RangeError} at a variable that asks for what cannot be had.
   */
  configure(environment: Readonly<Record<string, string | undefined>>): void;
  /** The instruction sets that this processor can run, best first. */
  readonly isas: readonly string[];
  /** Uses one of {@link isas} from now on, in the whole process. */
  setIsa(name: string): void;
  /** An integer in [1, {@link MAX_THREADS}], for the whole process. */
  setThreads(n: number): void;
}
