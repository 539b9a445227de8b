/** Writes a call into memory for compiled code: `struct Call` of native/run/call.h. */

import type { Bits, Key } from '../core/bits.js';
import type { Distribution, Scaling } from '../core/distribution.js';
import type { Dtype } from '../core/dtype.js';
import { FLAT, type Layout } from '../core/layout.js';
import type { Operation } from '../core/operation.js';
import type { Rule } from '../core/values.js';

/** The offset of each field in bytes; test/engines/struct-call.test.ts compares them with native/run/call.h. */
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
  rule: 56,
  drawn: 60,
  shared: 64,
  inner: 72,
  tile: 80,
  block: 88,
  shift: 96,
  scale: 104,
  most: 112,
  stream: 120,
  distribution: 124,
} as const;

export const CALL_BYTES = 128;

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

  bits(bits: Bits): void {
    const words = this.#words;
    this.layout(bits.words === undefined ? FLAT : bits.layout);
    words[CALL.drawn / 4] = Number(bits.words === undefined);
    if (bits.words !== undefined) return;
    this.key(bits);
    words[CALL.digits / 4] = bits.digits;
    words[CALL.tail / 4] = bits.tail;
  }

  values(operation: Operation, rule: Rule, p: number): void {
    this.#words[CALL.op / 4] = operation.code;
    this.#words[CALL.rule / 4] = rule.code;
    this.#doubles[CALL.p / 8] = p;
  }

  layout({ shared, inner }: Layout): void {
    this.#doubles[CALL.shared / 8] = shared;
    this.#doubles[CALL.inner / 8] = inner;
  }

  /** The elements of a tile, and of a block of sums. */
  tile(tile: number, block: number): void {
    this.#doubles[CALL.tile / 8] = tile;
    this.#doubles[CALL.block / 8] = block;
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

  /** The n elements or words from `index` on. */
  range(index: number, n: number): void {
    this.#doubles[CALL.index / 8] = index;
    this.#doubles[CALL.n / 8] = n;
  }
}
