/** Writes a call where compiled code reads it: `struct Call` of native/call.h. */

import { type DrawnBits, high, low } from '../bits.js';
import type { Dtype } from '../dtype.js';
import type { Operation } from '../operation.js';

/** Where each field begins, in bytes: test/call.test.ts holds them against those of native/call.h. */
export const CALL = {
  p: 0,
  seed: 8,
  draw: 16,
  digits: 24,
  tail: 28,
  index: 32,
  n: 40,
  dtype: 48,
  operation: 52,
} as const;

export const CALL_BYTES = 56;

export class CallWriter {
  readonly #p: Float64Array;
  readonly #words: Int32Array;

  constructor(memory: ArrayBuffer, address = 0) {
    this.#p = new Float64Array(memory, address + CALL.p, 1);
    this.#words = new Int32Array(memory, address, CALL_BYTES / 4);
  }

  bits({ key, threshold }: DrawnBits): void {
    const words = this.#words;
    words[CALL.seed / 4] = key.seedLow;
    words[CALL.seed / 4 + 1] = key.seedHigh;
    words[CALL.draw / 4] = key.drawLow;
    words[CALL.draw / 4 + 1] = key.drawHigh;
    words[CALL.digits / 4] = threshold.digits;
    words[CALL.tail / 4] = threshold.tail;
  }

  values(operation: Operation, p: number): void {
    this.#words[CALL.operation / 4] = operation.code;
    this.#p[0] = p;
  }

  dtype({ code }: Dtype): void {
    this.#words[CALL.dtype / 4] = code;
  }

  /** `n` elements, or words, from `index` on. */
  range(index: number, n: number): void {
    const words = this.#words;
    words[CALL.index / 4] = low(index);
    words[CALL.index / 4 + 1] = high(index);
    words[CALL.n / 4] = low(n);
    words[CALL.n / 4 + 1] = high(n);
  }
}
