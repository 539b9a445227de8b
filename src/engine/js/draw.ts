/**
 * Draws masks in plain JavaScript: digit by digit, as docs/mask.md specifies, for a group of 128 elements at a time.
 */

import { type DrawnBits, high, type Key, low } from '../../core/bits.js';
import { type Block, MULTIPLIER, multiplyHigh, philox4x32, ROUNDS, WEYL } from '../../core/philox.js';

const PLANES = 8;
const TAIL_STREAM = 8;
const GROUP = 128;

/** The bits of the group that was drawn last: 1 if kept, and 1 if all digits equal T's. */
const kept = new Int32Array(4);
const ties = new Int32Array(4);

/** Counter word 1: the high 16 bits of a block's number n, and above them those of the draw. */
function counterHigh(key: Key, n: number): number {
  return high(n) + (key.drawHigh << 16);
}

/** Block n of a stream. */
export function blockOf(key: Key, stream: number, n: number): Block {
  return philox4x32([low(n), counterHigh(key, n), key.drawLow, stream], key.seedLow, key.seedHigh);
}

/** Without a tail, digits after the last 1 of T decide nothing. */
function planesNeeded({ digits, tail }: DrawnBits): number {
  if (tail !== 0) return PLANES;
  let planes = PLANES;
  while (planes > 0 && ((digits >>> (PLANES - planes)) & 1) === 0) --planes;
  return planes;
}

/**
 * Draws a group. Digits are compared with T's from the last plane to the first. If T's digit is 1, elements with a 1 keep
 * their result so far and others are dropped; if it is 0, elements with a 1 are kept and others keep their result.
 */
function drawGroup(bits: DrawnBits, planes: number, group: number): void {
  let kept0 = planes > 0 || bits.digits === 0 ? -1 : 0;
  let kept1 = kept0;
  let kept2 = kept0;
  let kept3 = kept0;
  let tie0 = -1;
  let tie1 = -1;
  let tie2 = -1;
  let tie3 = -1;

  // Philox with counter (n, high, draw, plane): half of rounds 1 to 3 is the same for all planes.
  const { seedLow, seedHigh, drawLow } = bits;
  const n = low(group);
  const key0 = (seedLow + WEYL[0]) | 0;
  const key1 = (seedHigh + WEYL[1]) | 0;
  const round1Word0 = multiplyHigh(MULTIPLIER[1], drawLow) ^ counterHigh(bits, group) ^ seedLow;
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
    const zero = ((bits.digits >>> (PLANES - 1 - plane)) & 1) - 1; // all ones if T's digit is zero
    kept0 = (kept0 & a) | (zero & (kept0 | a));
    kept1 = (kept1 & b) | (zero & (kept1 | b));
    kept2 = (kept2 & c) | (zero & (kept2 | c));
    kept3 = (kept3 & d) | (zero & (kept3 | d));
    tie0 &= a ^ zero;
    tie1 &= b ^ zero;
    tie2 &= c ^ zero;
    tie3 &= d ^ zero;
  }
  kept[0] = kept0;
  kept[1] = kept1;
  kept[2] = kept2;
  kept[3] = kept3;
  if (bits.tail === 0) return;
  ties[0] = tie0;
  ties[1] = tie1;
  ties[2] = tie2;
  ties[3] = tie3;
  resolveTies(bits, bits.tail, group * GROUP);
}

/** Draws the tails of the group's ties and drops those below L. */
function resolveTies(key: Key, limit: number, first: number): void {
  for (let word = 0; word < 4; ++word) {
    for (let bits = ties[word]; bits !== 0; bits &= bits - 1) {
      const bit = 31 - Math.clz32(bits & -bits);
      const index = first + word * 32 + bit;
      const [tail] = blockOf(key, TAIL_STREAM, index);
      if (tail < limit >>> 0) kept[word] &= ~(1 << bit);
    }
  }
}

/** Writes n words of the mask from word `first` on. */
export function drawWords(bits: DrawnBits, first: number, n: number, words: Uint32Array): void {
  const planes = planesNeeded(bits);
  for (let w = 0; w < n; ) {
    drawGroup(bits, planes, Math.floor((first + w) / 4));
    for (let word = (first + w) % 4; word < 4 && w < n; ++word) words[w++] = kept[word];
  }
}
