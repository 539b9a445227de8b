/** Writes a call where compiled code reads it: `struct Call` of native/call.h. */

import type { DrawnBits, Key } from '../bits.js';
import type { Distribution, Scaling } from '../distribution.js';
import type { Dtype } from '../dtype.js';
import type { Operation } from '../operation.js';

/** Where each field begins, in bytes: test/call.test.ts holds them against those of native/call.h. */
export const CALL = {
  p: 0,
  index: 8,
  n: 16,
  seed: 24,
  draw: 32,
  digits: 40,
  tail: 44,
  dtype: 48,
  op: 52,
  shift: 56,
  scale: 64,
  most: 72,
  stream: 80,
  distribution: 84,
} as const;

export const CALL_BYTES = 88;

export class CallWriter {
  readonly #doubles: Float64Array;
  readonly #words: Int32Array;

  constructor(memory: ArrayBuffer, address = 0) {
    this.#doubles = new Float64Array(memory, address, CALL_BYTES / 8);
    this.#words = new Int32Array(memory, address, CALL_BYTES / 4);
  }

  key({ seedLow, seedHigh, drawLow, drawHigh }: Key): void {
    const words = this.#words;
    words[CALL.seed / 4] = seedLow;
    words[CALL.seed / 4 + 1] = seedHigh;
    words[CALL.draw / 4] = drawLow;
    words[CALL.draw / 4 + 1] = drawHigh;
  }

  bits({ key, threshold }: DrawnBits): void {
    const words = this.#words;
    this.key(key);
    words[CALL.digits / 4] = threshold.digits;
    words[CALL.tail / 4] = threshold.tail;
  }

  values(operation: Operation, p: number): void {
    this.#words[CALL.op / 4] = operation.code;
    this.#doubles[CALL.p / 8] = p;
  }

  stream(stream: number): void {
    this.#words[CALL.stream / 4] = stream;
  }

  numbers({ code }: Distribution, { shift, scale, most }: Scaling): void {
    const doubles = this.#doubles;
    this.#words[CALL.distribution / 4] = code;
    doubles[CALL.shift / 8] = shift;
    doubles[CALL.scale / 8] = scale;
    doubles[CALL.most / 8] = most;
  }

  dtype({ code }: Dtype): void {
    this.#words[CALL.dtype / 4] = code;
  }

  /** `n` elements, or words, from `index` on. */
  range(index: number, n: number): void {
    this.#doubles[CALL.index / 8] = index;
    this.#doubles[CALL.n / 8] = n;
  }
}
