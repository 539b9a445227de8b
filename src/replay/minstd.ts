/**
 * The "minimal standard" generator of Park and Miller (CACM 31, 1988), C++'s std::minstd_rand0, from which onnxruntime
 * draws on Linux: s ← 16807·s mod 2^31 - 1.
 */

const FACTOR = 16807;
const MODULUS = 2 ** 31 - 1;

/** As 2^31 ≡ 1, the high part of the product is added to the low one. All sums are below 2^32. */
function following(state: number): number {
  const low = Math.imul(FACTOR, state & 0xffff);
  const high = Math.imul(FACTOR, state >>> 16);
  const sum = low + ((high & 0x7fff) << 16) + (high >>> 15);
  return (sum & MODULUS) + (sum >>> 31);
}

/** The state n steps later. n is an integer from 0 on. */
export function minstdAfter(state: number, n: number): number {
  const modulus = BigInt(MODULUS);
  let factor = BigInt(FACTOR);
  let result = BigInt(state);
  for (let left = n; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = (result * factor) % modulus;
    factor = (factor * factor) % modulus;
  }
  return Number(result);
}

/**
 * Draws a number for each bit of `bits`, and sets the bit if the state is at least `least`, below 2^31. Four streams, each
 * for a quarter of the words, keep the processor busy while each waits for its last product.
 */
export function minstdAtLeast(state: number, least: number, bits: Uint32Array): void {
  const quarter = Math.floor(bits.length / 4);
  const starts = [0, 1, 2, 3].map((k) => minstdAfter(state, 32 * quarter * k));
  let [a, b, c, d] = starts;
  for (let w = 0; w < quarter; ++w) {
    let below0 = 0;
    let below1 = 0;
    let below2 = 0;
    let below3 = 0;
    for (let i = 0; i < 32; ++i) {
      a = following(a);
      b = following(b);
      c = following(c);
      d = following(d);
      below0 |= ((a - least) >>> 31) << i;
      below1 |= ((b - least) >>> 31) << i;
      below2 |= ((c - least) >>> 31) << i;
      below3 |= ((d - least) >>> 31) << i;
    }
    bits[w] = ~below0;
    bits[quarter + w] = ~below1;
    bits[2 * quarter + w] = ~below2;
    bits[3 * quarter + w] = ~below3;
  }
  for (let w = 4 * quarter; w < bits.length; ++w) {
    let below = 0;
    for (let i = 0; i < 32; ++i) {
      d = following(d);
      below |= ((d - least) >>> 31) << i;
    }
    bits[w] = ~below;
  }
}
