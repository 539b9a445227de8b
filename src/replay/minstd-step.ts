const FACTOR = 16807;
const MODULUS = 2 ** 31 - 1;

/** As 2^31 ≡ 1, the high part of the product is added to the low one. All sums are below 2^32. */
export function following(state: number): number {
  const low = Math.imul(FACTOR, state & 0xffff);
  const high = Math.imul(FACTOR, state >>> 16);
  const sum = low + ((high & 0x7fff) << 16) + (high >>> 15);
  return (sum & MODULUS) + (sum >>> 31);
}
