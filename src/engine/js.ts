/** The engine in plain JavaScript: runs everywhere, and is the one to read. */

import type { Bits, DrawnBits } from '../bits.js';
import type { Dtype } from '../dtype.js';
import { expandBits } from '../layout.js';
import type { Operation } from '../operation.js';
import type { Rule } from '../values.js';
import { checkApart } from '../view.js';
import type { Arrays, Engine } from './engine.js';
import { APPLY, type Operands, type Place } from './js-apply.js';
import { drawWords } from './js-draw.js';

/** Elements whose bits are at hand before they are applied. */
const CHUNK = 4096;

/** Their words, and one more where the first of them does not begin a word. */
const atHand = new Uint32Array(CHUNK / 32 + 1);

const none = new Float32Array(0);

function operandsOf(rule: Rule, p: number, { dtype, x, y, other = none, bias = none, sums }: Arrays): Operands {
  const { round } = dtype;
  const { scale, shift, dropped } = rule.constants(p);
  return {
    round,
    scale: round(scale),
    shift: round(shift),
    dropped: round(dropped),
    x,
    y,
    other,
    bias,
    sums: sums?.array ?? none,
  };
}

/** The words of n elements from element `from` on, and which bit of the first is that element's. */
function wordsOf(bits: Bits, { index, layout }: Arrays, from: number, n: number): { words: Uint32Array; bit: number } {
  if (bits.words === undefined) {
    const bit = (index + from) % 32;
    drawWords(bits, Math.floor((index + from) / 32), Math.ceil((bit + n) / 32), atHand);
    return { words: atHand, bit };
  }
  if (layout.shared === 1) return { words: bits.words, bit: index + from };
  expandBits(layout, bits.words, index, from, n, atHand.fill(0));
  return { words: atHand, bit: 0 };
}

export const js: Engine = {
  name: 'js',
  isa: () => 'scalar',
  threads: () => 1,
  output: (dtype: Dtype, length: number) => new dtype.Array(length),

  run(operation: Operation, bits: Bits, rule: Rule, p: number, arrays: Arrays): void {
    const { dtype, length, x, y, other, bias, sums } = arrays;
    checkApart(x, y, length * dtype.bytes);
    if (other !== undefined) checkApart(other, y, length * dtype.bytes);
    const apply = APPLY[operation.name];
    const operands = operandsOf(rule, p, arrays);
    const place: Place = { at: 0, tile: sums?.tile ?? bias?.length ?? 1, base: 0 };
    for (let done = 0; done < length; ) {
      const end = Math.min(done + CHUNK, length);
      const { words, bit } = wordsOf(bits, arrays, done, end - done);
      for (let b = bit; done < end; ) {
        const n = Math.min(32 - (b % 32), end - done, sums === undefined ? 32 : sums.block - (done % sums.block));
        place.at = done % place.tile;
        if (sums !== undefined) place.base = Math.floor(done / sums.block) * sums.tile;
        apply(words[Math.floor(b / 32)] >>> (b % 32), operands, done, n, place);
        done += n;
        b += n;
      }
    }
  },

  draw(bits: DrawnBits, first: number, words: Uint32Array): void {
    drawWords(bits, first, words.length, words);
  },
};
