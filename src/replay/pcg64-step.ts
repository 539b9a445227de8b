/** A step of PCG64, PCG XSL RR 128/64 (O'Neill, HMC-CS-2014-0905, 2014): s ← M·s + increment. */

/** M, 2360ED051FC65DA44385DF649FCCF645, in words, the lowest first. */
const M0 = 0x9fccf645;
const M1 = 0x4385df64;
const M2 = 0x1fc65da4;
const M3 = 0x2360ed05;

const PER_WORD = 2 ** -32;

export interface Pcg64State {
  /** Four words, the lowest first. */
  readonly state: Uint32Array;
  /** Likewise. It is odd. */
  readonly increment: Uint32Array;
}

/**
 * Fills an array with the next numbers of 64 bits, as two words each, the low one first. Each word of the state is a sum of
 * products. Integers give its low 32 bits exactly. float64 gives the whole sum within 2^31, and so with the low bits the
 * exact carry.
 */
export function pcg64Numbers({ state, increment }: Pcg64State, words: Uint32Array): void {
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
