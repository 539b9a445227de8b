/**
 * Logarithm, sine and cosine of float64, rounded to nearest, and the fused multiply-add. PyTorch takes them from the C
 * library, whose results are nearly always these; those of JavaScript engines often differ in the last bit.
 * A pair of numbers stands for its exact sum.
 */

type Pair = readonly [high: number, low: number];

/** a + b and its rounding error (Knuth). */
function sum(a: number, b: number): Pair {
  const s = a + b;
  const back = s - a;
  return [s, a - (s - back) + (b - back)];
}

/** The upper half of a number's digits (Veltkamp). */
function upper(a: number): number {
  const c = 134217729 * a;
  return c - (c - a);
}

/** a · b and its rounding error (Dekker). */
function product(a: number, b: number): Pair {
  const p = a * b;
  const [ah, bh] = [upper(a), upper(b)];
  const [al, bl] = [a - ah, b - bh];
  return [p, al * bl - (p - ah * bh - al * bh - ah * bl)];
}

function add([a, b]: Pair, [c, d]: Pair): Pair {
  const [s, e] = sum(a, c);
  return sum(s, e + (b + d));
}

function multiply([a, b]: Pair, [c, d]: Pair): Pair {
  const [p, e] = product(a, c);
  return sum(p, e + (a * d + b * c));
}

function divide(a: Pair, b: Pair): Pair {
  const q = a[0] / b[0];
  const rest = add(a, multiply([-q, 0], b));
  return sum(q, (rest[0] + rest[1]) / b[0]);
}

const LN2: Pair = [Math.LN2, 2.3190468138462996e-17];
const ONE: Pair = [1, 0];

const double = new Float64Array(1);
const halves = new Int32Array(double.buffer);

/** ln x of a normal number x > 0: x = m · 2^e, and ln m = 2 · atanh((m - 1) / (m + 1)) by its series. */
export function log(x: number): number {
  double[0] = x;
  let e = (halves[1] >> 20) - 1023;
  halves[1] = (halves[1] & 0xfffff) | 0x3ff00000;
  let m = double[0];
  if (m > Math.SQRT2) {
    m /= 2;
    e += 1;
  }
  const s = divide([m - 1, 0], sum(m, 1));
  const square = multiply(s, s);
  let series: Pair = [1 / 41, 0];
  for (let k = 39; k > 0; k -= 2) series = add(divide(ONE, [k, 0]), multiply(series, square));
  const [high, low] = multiply(s, series);
  return add(multiply(LN2, [e, 0]), [2 * high, 2 * low])[0];
}

const HALF_PI: Pair = [1.5707963267948966, 6.123233995736766e-17];

/** The sine and the cosine of x in [0, 2^20], by their series within π / 4 of a multiple of π / 2. */
export function sinCos(x: number): readonly [sin: number, cos: number] {
  const k = Math.round(x / HALF_PI[0]);
  const angle = add(add([x, 0], multiply([-k, 0], HALF_PI)), [-k * -1.4973849048591833e-33, 0]);
  const square = multiply(angle, angle);
  let cos = ONE;
  let sin = ONE;
  for (let n = 26; n > 0; n -= 2) {
    cos = add(ONE, divide(multiply(cos, square), [-n * (n - 1), 0]));
    sin = add(ONE, divide(multiply(sin, square), [-n * (n + 1), 0]));
  }
  const [s, c] = [multiply(sin, angle)[0], cos[0]];
  const quadrants = [
    [s, c],
    [c, -s],
    [-s, -c],
    [-c, s],
  ] as const;
  return quadrants[k % 4];
}

/** a · b + c rounded once (Boldo and Melquiond, IEEE TC 57, 2008). */
export function fusedDouble(a: number, b: number, c: number): number {
  const [high, low] = product(a, b);
  const [tail, tailError] = sum(c, low);
  const [whole, error] = sum(high, tail);
  return whole + toOdd(tailError, error);
}

/** a + b rounded to odd. */
function toOdd(a: number, b: number): number {
  const [s, error] = sum(a, b);
  if (error === 0) return s;
  double[0] = s;
  if ((halves[0] & 1) === 0) {
    const whole = new BigInt64Array(double.buffer);
    whole[0] += error > 0 === s > 0 ? 1n : -1n;
  }
  return double[0];
}
