/** PCG64, numpy's default: PCG XSL RR 128/64 (O'Neill, HMC-CS-2014-0905, 2014), a step of which is s ← M·s + increment. */

import { integerOf, integerWords } from './integer-words.js';
import { seedSequence } from './seed-sequence.js';

/** M, 2360ED051FC65DA44385DF649FCCF645, in words, the lowest first. */
const M0 = 0x9fccf645;
const M1 = 0x4385df64;
const M2 = 0x1fc65da4;
const M3 = 0x2360ed05;

const PER_WORD = 2 ** -32;

/** Draws 64-bit numbers, each as two words, the low one first. */
export class Pcg64 {
  /** Four words, the lowest first. */
  readonly state: Uint32Array;
  /** Likewise. It is odd. */
  readonly increment: Uint32Array;

  constructor(state: Uint32Array, increment: Uint32Array) {
    this.state = state;
    this.increment = increment;
  }

  copy(): Pcg64 {
    return new Pcg64(this.state.slice(), this.increment);
  }

  /**
   * Fills an array of an even length with the next numbers. Each word of the state is a sum of products. Integers give its
   * low 32 bits exactly. float64 gives the whole sum within 2^31, and so with the low bits the exact carry.
   */
  fill(words: Uint32Array): void {
    const { state, increment } = this;
    let a = state[0] | 0; // signed words are faster
    let b = state[1] | 0;
    let c = state[2] | 0;
    let d = state[3] | 0;
    const i0 = increment[0] | 0;
    const i1 = increment[1] | 0;
    const i2 = increment[2] | 0;
    const i3 = increment[3] | 0;
    for (let i = 0; i < words.length; i += 2) {
      const wideA = a >>> 0;
      const wideB = b >>> 0;
      const wideC = c >>> 0;
      const a1 = (Math.imul(a, M0) + i0) | 0;
      const carry1 = (wideA * M0 + ((i0 >>> 0) - (a1 >>> 0))) * PER_WORD + 0.5;
      const b1 = (((Math.imul(a, M1) + Math.imul(b, M0)) | 0) + (((carry1 | 0) + i1) | 0)) | 0;
      const carry2 = (wideA * M1 + wideB * M0 + (i1 >>> 0) + carry1 - (b1 >>> 0)) * PER_WORD + 0.5;
      const low2 = (((Math.imul(a, M2) + Math.imul(b, M1)) | 0) + ((Math.imul(c, M0) + i2) | 0)) | 0;
      const c1 = (low2 + (carry2 | 0)) | 0;
      const carry3 = (wideA * M2 + wideB * M1 + wideC * M0 + (i2 >>> 0) + carry2 - (c1 >>> 0)) * PER_WORD + 0.5;
      const low3 = (((Math.imul(a, M3) + Math.imul(b, M2)) | 0) + ((Math.imul(c, M1) + Math.imul(d, M0)) | 0)) | 0;
      d = (low3 + (((carry3 | 0) + i3) | 0)) | 0;
      a = a1;
      b = b1;
      c = c1;
      const turn = d >>> 26; // rotates the two halves' exclusive or to the right
      const swap = -(turn >>> 5) & (c ^ a ^ d ^ b);
      const low = c ^ a ^ swap;
      const high = d ^ b ^ swap;
      words[i] = (low >>> turn) | ((high << 1) << (31 - turn));
      words[i + 1] = (high >>> turn) | ((low << 1) << (31 - turn));
    }
    state.set([a, b, c, d]);
  }
}

/** The generator of the words of a seed and, for a spawned one, of the numbers by which it was spawned. */
export function seededPcg64(entropy: readonly number[], spawnKey: readonly number[] = []): Pcg64 {
  const words = seedSequence(entropy, 8, spawnKey);
  const quad = (first: number): bigint => integerOf([2, 3, 0, 1].map((i) => words[first + i])); // high half first
  const increment = 2n * quad(4) + 1n;
  const four = (n: bigint): Uint32Array => Uint32Array.from(integerWords(BigInt.asUintN(128, n), 4));
  const made = new Pcg64(four(quad(0) + increment), four(increment));
  made.fill(new Uint32Array(2));
  return made;
}
