/**
 * Normal numbers of jax.random on a CPU with fused multiply-adds: float32, by the inverse of the error function (Giles,
 * "Approximating the erfinv function", 2011), each operation as XLA compiles it.
 */

import { FLOAT32, type Fresh } from '../core/dtype.js';
import { fused } from './fused.js';
import type { KeyData } from './jax-bits.js';
import { uniforms } from './jax-random.js';

type Floats = Fresh<Float32Array>;

const { fround, sqrt } = Math;

/** Numbers by their bits in float32. */
function floats(...bits: number[]): Float32Array {
  return new Float32Array(Uint32Array.from(bits).buffer);
}

/** The value at x of the polynomial with these coefficients, the highest first. */
function polynomial(coefficients: Float32Array, x: number): number {
  let sum = coefficients[0];
  for (let i = 1; i < coefficients.length; ++i) sum = fused(sum, x, coefficients[i]);
  return sum;
}

const one = new Float32Array(1);
const bits = new Int32Array(one.buffer);

const LOG = [
  floats(0x3d9021bb, 0xbdebd1b8, 0x3def251a),
  floats(0xbdfe5d4f, 0x3e11e9bf, 0xbe2aae50),
  floats(0x3e4cceac, 0xbe7ffffc, 0x3eaaaaaa),
] as const;
const [LN2_LOW, LN2_HIGH] = floats(0xb95e8083, 0x3f318000);

/** ln x of a normal number x > 0, as Cephes computes it. */
function log(x: number): number {
  one[0] = x;
  let e = (bits[0] >> 23) - 126;
  bits[0] = (bits[0] & 0x7fffff) | 0x3f000000;
  let m = one[0]; // x = m · 2^e, m in [1/2, 1)
  if (m < fround(Math.SQRT1_2)) {
    --e;
    m += m;
  }
  m = fround(m - 1);
  const m2 = fround(m * m);
  const m3 = fround(m2 * m);
  const [first, second, third] = LOG.map((three) => polynomial(three, m));
  const y = fused(fused(fused(first, m3, second), m3, third), m3, fround(e * LN2_LOW));
  return fused(e, LN2_HIGH, fround(fround(m - m2 / 2) + y));
}

const NUMERATOR = Float32Array.of(
  4.527e-5,
  ...floats(0x3eff40c5, 0x40d284fa, 0x41ef4b9c, 0x4273cc76, 0x426473ad, 0x41a05101),
);
const DENOMINATOR = Float32Array.of(
  1,
  ...floats(0x417101ad, 0x42a6185b, 0x435dc32d, 0x439a8ca3, 0x43586d8a, 0x42707982),
);
/** √2 - 1 */
const [SMALL] = floats(0x3ed413cd);

function log1p(x: number): number {
  if (Math.abs(x) >= SMALL) return log(fround(x + 1));
  const x2 = fround(x * x);
  const ratio = fround(polynomial(NUMERATOR, x) / polynomial(DENOMINATOR, x));
  return fround(x + fround(fround(fround(x * x2) * ratio) - x2 / 2));
}

const CENTRAL = Float32Array.of(
  2.81022636e-8,
  3.43273939e-7,
  -3.5233877e-6,
  -4.39150654e-6,
  2.1858087e-4,
  -1.25372503e-3,
  -4.17768164e-3,
  0.246640727,
  1.50140941,
);
const TAIL = Float32Array.of(
  -2.00214257e-4,
  1.00950558e-4,
  1.34934322e-3,
  -3.67342844e-3,
  5.73950773e-3,
  -7.6224613e-3,
  9.43887047e-3,
  1.00167406,
  2.83297682,
);

/** The inverse of the error function in (-1, 1). */
export function inverseErf(x: number): number {
  const w = -log1p(-fround(x * x));
  const value = w < 5 ? polynomial(CENTRAL, fround(w - 2.5)) : polynomial(TAIL, fround(fround(sqrt(w)) - 3));
  return fround(value * x);
}

const SQRT2 = fround(Math.SQRT2);
/** The number after -1. */
const FIRST = -1 + 2 ** -24;

/** √2 · erfinv of uniform numbers in [low, high) */
function fromUniforms(key: KeyData, n: number, low: number, high: number): Floats {
  const numbers = uniforms(key, FLOAT32, n, low, high) as Floats;
  for (let i = 0; i < n; ++i) numbers[i] = fround(SQRT2 * inverseErf(numbers[i]));
  return numbers;
}

/** jax.random.normal */
export function normals(key: KeyData, n: number): Floats {
  return fromUniforms(key, n, FIRST, 1);
}

/** erf(√2) */
const WITHIN = 0.9544997361036416;
/** The number before 2. */
const MOST = 2 - 2 ** -23;

/** jax.random.truncated_normal(key, -2, 2) */
export function truncatedNormals(key: KeyData, n: number): Floats {
  return fromUniforms(key, n, -WITHIN, WITHIN).map((value) => Math.min(Math.max(value, -MOST), MOST));
}

/** The standard deviation of normal numbers in (-2, 2). */
const TRUNCATED_STD = fround(0.87962566103423978);

/** nn.initializers.lecun_normal() of a kernel of `fanIn` inputs, with n elements. */
export function lecunNormal(key: KeyData, fanIn: number, n: number): Floats {
  const std = fround(fround(sqrt(fround(1 / fanIn))) / TRUNCATED_STD);
  return truncatedNormals(key, n).map((value) => value * std);
}

/** nn.initializers.glorot_uniform() of a kernel with n elements. */
export function glorotUniform(key: KeyData, fanIn: number, fanOut: number, n: number): Floats {
  const limit = fround(sqrt(fround(3 * fround(2 / (fanIn + fanOut)))));
  return (uniforms(key, FLOAT32, n, -1, 1) as Floats).map((value) => value * limit);
}
