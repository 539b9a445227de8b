/** Philox4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC'11) in 32-bit integers. */

/** Signed, like the operands of bit operations. */
export const MULTIPLIER = [0xd2511f53 | 0, 0xcd9e8d57 | 0] as const;
export const WEYL = [0x9e3779b9 | 0, 0xbb67ae85 | 0] as const;
export const ROUNDS = 10;

export type Block = [number, number, number, number];

/** The high word of a · b as unsigned integers. Math.imul gives the low word. */
export function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = Math.imul(aLow, bHigh) + (Math.imul(aLow, bLow) >>> 16);
  const other = Math.imul(aHigh, bLow) + (middle & 0xffff);
  return (Math.imul(aHigh, bHigh) + (middle >>> 16) + (other >>> 16)) | 0;
}

/** One block of random words, each in [0, 2^32). */
export function philox4x32(counter: Block, keyLow: number, keyHigh: number): Block {
  let [a, b, c, d] = counter;
  let key0 = keyLow;
  let key1 = keyHigh;
  for (let round = 0; round < ROUNDS; ++round) {
    const high0 = multiplyHigh(MULTIPLIER[0], a);
    const low0 = Math.imul(MULTIPLIER[0], a);
    const high1 = multiplyHigh(MULTIPLIER[1], c);
    a = high1 ^ b ^ key0;
    b = Math.imul(MULTIPLIER[1], c);
    c = high0 ^ d ^ key1;
    d = low0;
    key0 = (key0 + WEYL[0]) | 0;
    key1 = (key1 + WEYL[1]) | 0;
  }
  return [a >>> 0, b >>> 0, c >>> 0, d >>> 0];
}
