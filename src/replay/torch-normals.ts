/**
 * Blocks of 16 normal numbers by Box and Muller, as PyTorch makes them of uniform ones. In float32 they are those of its
 * kernels for AVX2: logarithm, sine and cosine by the polynomials of Cephes, with fused multiply-adds.
 */

import { fusedDouble, log as logWide, sinCos as sinCosWide } from './exact-math.js';
import { fused } from './fused.js';

const { fround, sqrt } = Math;
/** The numbers of a block. */
export const BLOCK = 16;
const HALF = 8;

const TWO_PI = fround(2 * Math.PI);

/** Replaces 16 uniform numbers. */
export function transformFloats(data: Float32Array, mean: number, std: number): void {
  for (let j = 0; j < HALF; ++j) {
    const r = fround(sqrt(-2 * log(fround(1 - data[j]))));
    const [sin, cos] = sinCos(fround(TWO_PI * data[j + HALF]));
    data[j] = fused(fround(r * cos), std, mean);
    data[j + HALF] = fused(fround(r * sin), std, mean);
  }
}

/** {@link transformFloats} in float64, with the functions of the C library. */
export function transformWide(data: Float64Array, mean: number, std: number): void {
  for (let j = 0; j < HALF; ++j) {
    const r = sqrt(-2 * logWide(1 - data[j]));
    const [sin, cos] = sinCosWide(2 * Math.PI * data[j + HALF]);
    data[j] = fusedDouble(r * cos, std, mean);
    data[j + HALF] = fusedDouble(r * sin, std, mean);
  }
}

const LOG = Float32Array.of(
  7.0376836292e-2,
  -1.151461031e-1,
  1.167699874e-1,
  -1.2420140846e-1,
  1.4249322787e-1,
  -1.6668057665e-1,
  2.0000714765e-1,
  -2.4999993993e-1,
  3.3333331174e-1,
);
const [LN2_LOW, LN2_HIGH, SQRT_HALF] = Float32Array.of(-2.1219444e-4, 0.693359375, Math.SQRT1_2);

const one = new Float32Array(1);
const bits = new Int32Array(one.buffer);

/** ln x of a normal number x > 0. */
function log(x: number): number {
  one[0] = x;
  let e = (bits[0] >> 23) - 126;
  bits[0] = (bits[0] & 0x7fffff) | 0x3f000000;
  let m = one[0]; // x = m · 2^e, m in [1/2, 1)
  if (m < SQRT_HALF) {
    e -= 1;
    m = fround(m + m - 1);
  } else m = fround(m - 1);
  const z = fround(m * m);
  let y = LOG[0];
  for (let i = 1; i < LOG.length; ++i) y = fused(y, m, LOG[i]);
  y = fused(fround(y * m), z, fround(e * LN2_LOW));
  y = fround(y - z / 2);
  return fused(e, LN2_HIGH, fround(m + y));
}

const FOUR_OVER_PI = fround(1.27323954473516);
const PI_PARTS = Float32Array.of(-0.78515625, -2.4187564849853516e-4, -3.774894977445941e-8);
const COS = Float32Array.of(2.443315711809948e-5, -1.388731625493765e-3, 4.166664568298827e-2);
const SIN = Float32Array.of(-1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1);

/** The sine and the cosine of x ≥ 0. */
function sinCos(angle: number): readonly [sin: number, cos: number] {
  const j = (Math.trunc(fround(angle * FOUR_OVER_PI)) + 1) & ~1;
  let x = angle;
  for (let i = 0; i < PI_PARTS.length; ++i) x = fused(j, PI_PARTS[i], x);
  const z = fround(x * x);
  let c = fused(COS[0], z, COS[1]);
  c = fround(fused(c, z, COS[2]) * z);
  c = fround(fused(c, z, -(z / 2)) + 1);
  let s = fused(SIN[0], z, SIN[1]);
  s = fround(fused(s, z, SIN[2]) * z);
  s = fused(s, x, x);
  const [sin, cos] = (j & 2) === 0 ? [s, c] : [c, s];
  return [(j & 4) === 0 ? sin : -sin, (~(j - 2) & 4) === 0 ? cos : -cos];
}
