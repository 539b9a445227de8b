/** ln 2 in two parts; an exponent times the first one is exact. */
const LN2_HIGH = 0.6931471805598903;
const LN2_LOW = 5.497923018708371e-14;

const THIRD = 1 / 3;
const THIRD_LOW = 2 ** -54 / 3;

/** The terms 1/29 … 1/5 of atanh(s)/s in s². */
const TERMS = [29, 27, 25, 23, 21, 19, 17, 15, 13, 11, 9, 7, 5].map((k) => 1 / k);

/**
 * The natural logarithm of a positive normal number, to 64 bits before it is rounded. Math.log differs from the C
 * library's in the last bit of every 14th result, this in that of one in 1,000, where glibc does not round to nearest.
 *
 * x = m·2^k, and ln m = 2 atanh(s), s = (m - 1)/(m + 1). Numbers ending in Low are what the rounded ones lack.
 */
export function log(x: number): number {
  const k = Math.round(Math.log2(x));
  const m = x * 2 ** -k;
  const sum = m + 1;
  const sumLow = m - (sum - 1);
  const s = (m - 1) / sum;
  const back = s * sum;
  const sLow = (m - 1 - back - productLow(s, sum, back) - s * sumLow) / sum;
  const z = s * s;
  const zLow = productLow(s, s, z) + 2 * s * sLow;
  let rest = 0;
  for (const term of TERMS) rest = rest * z + term;
  const t = THIRD + z * rest; // atanh(s) = s + s·z·t
  const tLow = THIRD - t + z * rest + THIRD_LOW;
  const w = z * t;
  const wLow = productLow(z, t, w) + z * tLow + zLow * t;
  const v = s * w;
  const vLow = productLow(s, w, v) + s * wLow + sLow * w;
  const atanh = s + v;
  const atanhLow = s - atanh + v + vLow + sLow;
  const whole = k * LN2_HIGH + 2 * atanh;
  return whole + (k * LN2_HIGH - whole + 2 * atanh + k * LN2_LOW + 2 * atanhLow);
}

/** Splits a double into halves (Dekker, Numerische Mathematik 18, 1971). */
const SPLIT = 2 ** 27 + 1;

/** a·b - product, exactly, for the rounded product. */
function productLow(a: number, b: number, product: number): number {
  const aScaled = SPLIT * a;
  const aHigh = aScaled - (aScaled - a);
  const aLow = a - aHigh;
  const bScaled = SPLIT * b;
  const bHigh = bScaled - (bScaled - b);
  const bLow = b - bHigh;
  return aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow;
}
