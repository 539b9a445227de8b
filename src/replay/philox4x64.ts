/** Philox4x64-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC'11), in 32-bit integers. */

import { ROUNDS } from '../core/philox.js';
import type { Kernels } from './kernels.js';
import { seedSequence } from './seed-sequence.js';

/** The multipliers, low and high words. */
const M0 = 0xe14c6c93;
const M1 = 0xd2e7470e;
const N0 = 0x95121157;
const N1 = 0xca5a8263;
/** What a round adds to the key. */
const WEYL0 = 0x7f4a7c15;
const WEYL1 = 0x9e3779b9;
const WEYL2 = 0x84caa73b;
const WEYL3 = 0xbb67ae85;

const PER_WORD = 2 ** -32;

/** The words of a block: four numbers of 64 bits. */
const BLOCK = 8;

/** Draws 64-bit numbers, each as two words, the low one first. */
export class Philox4x64 {
  /** Two numbers, as four words. */
  readonly key: Uint32Array;
  /** The number of the current block: four numbers, as eight words. */
  readonly counter: Uint32Array;
  /** The current block. */
  readonly block: Uint32Array;
  /** How many of its four numbers have been drawn. */
  used: number;

  constructor(
    key: Uint32Array,
    counter: Uint32Array = new Uint32Array(BLOCK),
    block: Uint32Array = new Uint32Array(BLOCK),
    used = 4,
  ) {
    this.key = key;
    this.counter = counter;
    this.block = block;
    this.used = used;
  }

  copy(): Philox4x64 {
    return new Philox4x64(this.key, this.counter.slice(), this.block.slice(), this.used);
  }

  /** Fills an array of an even length with the next numbers. */
  fill(words: Uint32Array): void {
    for (let i = 0; i < words.length; i += 2) {
      if (this.used === 4) this.#advance();
      words[i] = this.block[2 * this.used];
      words[i + 1] = this.block[2 * this.used + 1];
      this.used += 1;
    }
  }

  /** Draws n numbers in [0, 1) into the doubles of the kernels. */
  drawDoubles(used: Kernels, n: number): void {
    this.fill(used.words.subarray(0, 2 * n));
    used.toDoubles(n, false);
  }

  /** Makes the next block. The first has number 1. */
  #advance(): void {
    const { key, counter, block } = this;
    for (let i = 0; i < BLOCK; ++i) {
      counter[i] += 1;
      if (counter[i] !== 0) break;
    }
    encrypt(counter, key, block);
    this.used = 0;
  }
}

/** The words of products are found as in pcg64.ts: low bits in integers, carries with the help of float64. */
function encrypt(counter: Uint32Array, key: Uint32Array, block: Uint32Array): void {
  let a0 = counter[0];
  let a1 = counter[1];
  let b0 = counter[2];
  let b1 = counter[3];
  let c0 = counter[4];
  let c1 = counter[5];
  let d0 = counter[6];
  let d1 = counter[7];
  let k0 = key[0];
  let k1 = key[1];
  let k2 = key[2];
  let k3 = key[3];
  for (let round = 0; round < ROUNDS; ++round) {
    const low0 = Math.imul(a0, M0) >>> 0;
    const carry1 = (a0 * M0 - low0) * PER_WORD + 0.5;
    const low1 = (Math.imul(a0, M1) + Math.imul(a1, M0) + (carry1 | 0)) >>> 0;
    const carry2 = (a0 * M1 + a1 * M0 + carry1 - low1) * PER_WORD + 0.5;
    const high0 = (Math.imul(a1, M1) + (carry2 | 0)) >>> 0;
    const high1 = (a1 * M1 + carry2 - high0) * PER_WORD + 0.5;
    const low2 = Math.imul(c0, N0) >>> 0;
    const carry3 = (c0 * N0 - low2) * PER_WORD + 0.5;
    const low3 = (Math.imul(c0, N1) + Math.imul(c1, N0) + (carry3 | 0)) >>> 0;
    const carry4 = (c0 * N1 + c1 * N0 + carry3 - low3) * PER_WORD + 0.5;
    const high2 = (Math.imul(c1, N1) + (carry4 | 0)) >>> 0;
    const high3 = (c1 * N1 + carry4 - high2) * PER_WORD + 0.5;
    a0 = (high2 ^ b0 ^ k0) >>> 0;
    a1 = (high3 ^ b1 ^ k1) >>> 0;
    b0 = low2;
    b1 = low3;
    c0 = (high0 ^ d0 ^ k2) >>> 0;
    c1 = (high1 ^ d1 ^ k3) >>> 0;
    d0 = low0;
    d1 = low1;
    k1 = (k1 + WEYL1 + Number(k0 + WEYL0 >= 2 ** 32)) >>> 0;
    k0 = (k0 + WEYL0) >>> 0;
    k3 = (k3 + WEYL3 + Number(k2 + WEYL2 >= 2 ** 32)) >>> 0;
    k2 = (k2 + WEYL2) >>> 0;
  }
  block[0] = a0;
  block[1] = a1;
  block[2] = b0;
  block[3] = b1;
  block[4] = c0;
  block[5] = c1;
  block[6] = d0;
  block[7] = d1;
}

/** The generator of the words of a seed and, for a spawned one, of the numbers by which it was spawned. */
export function seededPhilox4x64(entropy: readonly number[], spawnKey: readonly number[] = []): Philox4x64 {
  return new Philox4x64(seedSequence(entropy, 4, spawnKey));
}
