/** Writes a call where compiled code reads it: `struct Call` of native/call.h. */

import type { Dtype } from '../dtype.js';
import type { MaskWords } from './engine.js';
import { high, low } from './words.js';

export class CallWriter {
  readonly #words: Int32Array;
  readonly #scale: Float64Array;

  constructor(memory: ArrayBuffer, address = 0) {
    this.#scale = new Float64Array(memory, address, 1);
    this.#words = new Int32Array(memory, address + 8, 9);
  }

  mask(mask: MaskWords, index: number): void {
    const words = this.#words;
    this.#scale[0] = mask.scale;
    words[0] = mask.seedLow;
    words[1] = mask.seedHigh;
    words[2] = mask.drawLow;
    words[3] = mask.drawHigh;
    words[4] = mask.threshold;
    words[5] = mask.tail;
    this.index(index);
  }

  index(index: number): void {
    this.#words[6] = low(index);
    this.#words[7] = high(index);
  }

  dtype({ code }: Dtype): void {
    this.#words[8] = code;
  }
}
