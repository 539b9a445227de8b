/** Packed words: bit b of word w is that of element 32 w + b. */

/** The n bits from bit `shift` on, moved to the front of `words`; bits past n are 0. */
export function trim(words: Uint32Array, shift: number, n: number): void {
  const length = Math.ceil(n / 32);
  if (shift > 0) {
    for (let w = 0; w < length; ++w) {
      words[w] = (words[w] >>> shift) | ((words[w + 1] ?? 0) << (32 - shift));
    }
  }
  if (n % 32 > 0) words[length - 1] &= 2 ** (n % 32) - 1;
}

/** How many bits are 1. */
export function countOnes(words: Uint32Array): number {
  let ones = 0;
  for (let w = 0; w < words.length; ++w) {
    const pairs = words[w] - ((words[w] >>> 1) & 0x55555555);
    const nibbles = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
    ones += Math.imul((nibbles + (nibbles >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return ones;
}

/** One byte an element: its bit. */
export function unpack(words: Uint32Array, bytes: Uint8Array): void {
  for (let i = 0; i < bytes.length; ++i) bytes[i] = (words[i >>> 5] >>> (i & 31)) & 1;
}
