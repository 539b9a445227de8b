/**
 * The engine in plain JavaScript: runs everywhere, and is the one to read. It draws digits by planes as the mask's
 * specification says (docs/mask.md), one group of 128 elements at a time, in 32-bit integers.
 */

import { checkApart } from '../check.js';
import type { Dtype, FloatArray } from '../dtype.js';
import type { Engine, MaskWords } from './engine.js';
import { type Block, MULTIPLIER, multiplyHigh, philox4x32, ROUNDS, WEYL } from './philox.js';
import { high, low } from './words.js';

const PLANES = 8;
const TAIL_STREAM = 8;
const GROUP = 128;

/** The mask of a chunk, between drawing and applying it. */
const chunk = new Uint32Array(128);

/** The words of the group that was drawn last: what is kept, and what ties with T. */
const keep = new Int32Array(4);
const ties = new Int32Array(4);

/** Counter word 1: the high bits of a block's number below those of the draw. */
function counterHigh(mask: MaskWords, n: number): number {
  return high(n) + (mask.drawHigh << 16);
}

/** Planes below the last one digit of T decide nothing when there is no tail. */
function planesNeeded({ threshold, tail }: MaskWords): number {
  if (tail !== 0) return PLANES;
  let planes = PLANES;
  while (planes > 0 && ((threshold >>> (PLANES - planes)) & 1) === 0) --planes;
  return planes;
}

/**
 * Digits are compared with T from the last plane to the first: a one in T keeps where the digit is one and what follows
 * is kept; a zero keeps where the digit is one or what follows is kept. Ties are the elements whose digits all equal T's.
 */
function drawGroup(mask: MaskWords, planes: number, group: number): void {
  let keep0 = planes > 0 || mask.threshold === 0 ? -1 : 0;
  let keep1 = keep0;
  let keep2 = keep0;
  let keep3 = keep0;
  let tie0 = -1;
  let tie1 = -1;
  let tie2 = -1;
  let tie3 = -1;

  // Philox with counter (n, high, draw, plane): half of rounds 1 to 3 is the same for all planes.
  const { seedLow, seedHigh, drawLow } = mask;
  const n = low(group);
  const key0 = (seedLow + WEYL[0]) | 0;
  const key1 = (seedHigh + WEYL[1]) | 0;
  const round1Word0 = multiplyHigh(MULTIPLIER[1], drawLow) ^ counterHigh(mask, group) ^ seedLow;
  const round1Word2 = multiplyHigh(MULTIPLIER[0], n) ^ seedHigh;
  const round2Word0 = Math.imul(MULTIPLIER[1], drawLow) ^ key0;
  const round2Word2 = multiplyHigh(MULTIPLIER[0], round1Word0) ^ Math.imul(MULTIPLIER[0], n) ^ key1;
  const round3Word0 = multiplyHigh(MULTIPLIER[1], round2Word2) ^ (key0 + WEYL[0]);
  const round3Word1 = Math.imul(MULTIPLIER[1], round2Word2);
  const round3Word2 = Math.imul(MULTIPLIER[0], round1Word0) ^ (key1 + WEYL[1]);

  for (let plane = planes - 1; plane >= 0; --plane) {
    const word2 = round1Word2 ^ plane;
    const word0 = multiplyHigh(MULTIPLIER[1], word2) ^ round2Word0;
    let a = round3Word0 ^ Math.imul(MULTIPLIER[1], word2);
    let b = round3Word1;
    let c = round3Word2 ^ multiplyHigh(MULTIPLIER[0], word0);
    let d = Math.imul(MULTIPLIER[0], word0);
    let k0 = (key0 + WEYL[0]) | 0;
    let k1 = (key1 + WEYL[1]) | 0;
    for (let round = 3; round < ROUNDS; ++round) {
      k0 = (k0 + WEYL[0]) | 0;
      k1 = (k1 + WEYL[1]) | 0;
      const high0 = multiplyHigh(MULTIPLIER[0], a);
      const low0 = Math.imul(MULTIPLIER[0], a);
      a = multiplyHigh(MULTIPLIER[1], c) ^ b ^ k0;
      b = Math.imul(MULTIPLIER[1], c);
      c = high0 ^ d ^ k1;
      d = low0;
    }
    const zero = ((mask.threshold >>> (PLANES - 1 - plane)) & 1) - 1; // all ones where T's digit is zero
    keep0 = (keep0 & a) | (zero & (keep0 | a));
    keep1 = (keep1 & b) | (zero & (keep1 | b));
    keep2 = (keep2 & c) | (zero & (keep2 | c));
    keep3 = (keep3 & d) | (zero & (keep3 | d));
    tie0 &= a ^ zero;
    tie1 &= b ^ zero;
    tie2 &= c ^ zero;
    tie3 &= d ^ zero;
  }
  keep[0] = keep0;
  keep[1] = keep1;
  keep[2] = keep2;
  keep[3] = keep3;
  if (mask.tail === 0) return;
  ties[0] = tie0;
  ties[1] = tie1;
  ties[2] = tie2;
  ties[3] = tie3;
  resolveTies(mask, group * GROUP);
}

/** Draws the tails of the group's ties and drops those below L. */
function resolveTies(mask: MaskWords, first: number): void {
  for (let word = 0; word < 4; ++word) {
    for (let bits = ties[word]; bits !== 0; bits &= bits - 1) {
      const bit = 31 - Math.clz32(bits & -bits);
      const index = first + word * 32 + bit;
      const counter: Block = [low(index), counterHigh(mask, index), mask.drawLow, TAIL_STREAM];
      const [tail] = philox4x32(counter, mask.seedLow, mask.seedHigh);
      if (tail < mask.tail >>> 0) keep[word] &= ~(1 << bit);
    }
  }
}

/** Writes n words of the mask from word `first` on. */
function drawWords(mask: MaskWords, first: number, n: number, bits: Uint32Array): void {
  const planes = planesNeeded(mask);
  for (let w = 0; w < n; ) {
    drawGroup(mask, planes, Math.floor((first + w) / 4));
    for (let word = (first + w) % 4; word < 4 && w < n; ++word) bits[w++] = keep[word];
  }
}

/** Scales n elements, then clears the dropped ones: a branch for each element would be anybody's guess. */
function applyWord(keepBits: number, scale: number, x: FloatArray, y: FloatArray, first: number, n: number): void {
  for (let i = first; i < first + n; ++i) y[i] = x[i] * scale;
  for (let drop = ~keepBits & (n < 32 ? (1 << n) - 1 : -1); drop !== 0; drop &= drop - 1) {
    y[first + 31 - Math.clz32(drop & -drop)] = 0;
  }
}

export const js: Engine = {
  name: 'js',
  isa: () => 'scalar',
  threads: () => 1,

  apply(mask: MaskWords, { bytes }: Dtype, x: FloatArray, y: FloatArray, index: number): void {
    checkApart(x, y);
    const scale = bytes === 4 ? Math.fround(mask.scale) : mask.scale;
    for (let done = 0; done < x.length; ) {
      const bit = (index + done) % 32;
      const count = Math.min(x.length - done, chunk.length * 32 - bit);
      drawWords(mask, Math.floor((index + done) / 32), Math.ceil((bit + count) / 32), chunk);
      const end = done + count;
      for (let w = 0, skip = bit; done < end; ++w, skip = 0) {
        const n = Math.min(32 - skip, end - done);
        applyWord(chunk[w] >>> skip, scale, x, y, done, n);
        done += n;
      }
    }
  },

  output: (dtype: Dtype, length: number) => new dtype.Array(length),

  bits(mask: MaskWords, first: number, bits: Uint32Array): void {
    drawWords(mask, first, bits.length, bits);
  },
};
