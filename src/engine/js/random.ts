/** Random words and numbers in plain JavaScript, one block at a time, as docs/mask.md defines them. */

import type { Key } from '../../core/bits.js';
import { blockOf } from './draw.js';

const NORMAL_STREAM = 16;
const LEADING_STREAM = 17;
const FOLLOWING_STREAM = 18;

/** Writes word i % 4 of block i / 4 of a stream, from word `first` on. */
export function streamWords(key: Key, stream: number, first: number, out: Uint32Array): void {
  for (let i = 0; i < out.length; ) {
    const words = blockOf(key, stream, Math.floor((first + i) / 4));
    for (let word = (first + i) % 4; word < 4 && i < out.length; ++word) out[i++] = words[word];
  }
}

/** Writes numbers 4 n … 4 n + 3 of a distribution. */
export type DrawNumbers = (key: Key, n: number, numbers: Float64Array) => void;

/** Uniforms in [0, 1) with 24 binary digits. */
export function shortUniforms(key: Key, n: number, numbers: Float64Array): void {
  const leading = blockOf(key, LEADING_STREAM, n);
  for (let i = 0; i < 4; ++i) numbers[i] = (leading[i] >>> 8) * 2 ** -24;
}

/** Uniforms in [0, 1) with 53 binary digits. */
export function longUniforms(key: Key, n: number, numbers: Float64Array): void {
  const leading = blockOf(key, LEADING_STREAM, n);
  const following = blockOf(key, FOLLOWING_STREAM, n);
  for (let i = 0; i < 4; ++i) numbers[i] = (leading[i] * 2 ** 21 + (following[i] >>> 11)) * 2 ** -53;
}

/** Normals by Box and Muller (1958): two words are the polar coordinates of a point whose Cartesian ones are normals. */
export function normals(key: Key, n: number, numbers: Float64Array): void {
  const words = blockOf(key, NORMAL_STREAM, n);
  for (let i = 0; i < 4; i += 2) {
    const word = words[i + 1];
    const r = radius(words[i]);
    const t = fround((word << 2) * 2 ** -31);
    const less = fround(sine(t) * r);
    const greater = fround((word >>> 31 === 1 ? -cosine(t) : cosine(t)) * r);
    const swap = ((word >>> 30) & 1) === 1;
    numbers[i] = swap ? less : greater;
    numbers[i + 1] = swap ? greater : less;
  }
}

const { fround } = Math;

/** The next step of a polynomial in t by Horner's rule, in float32. */
function step(sum: number, t: number, coefficient: number): number {
  return fround(fround(sum * t) + fround(coefficient));
}

const float = new Float32Array(1);
const bits = new Int32Array(float.buffer);
const SQRT2 = 0x3fb504f3; // the bits of √2

/** √(-2 ln u) of u = (w / 2 + 1/2) / 2^31. With u = m / 2^k and m in [√½, √2] no digits cancel. */
function radius(word: number): number {
  float[0] = fround(word >>> 1) * 2 ** -31 + 2 ** -32;
  const k = (SQRT2 - bits[0]) >> 23;
  bits[0] += k << 23;
  const t = fround(float[0] - 1);
  let p = step(fround(-0.1744472), t, 0.28733692); // becomes -2 ln(1 + t) / t
  p = step(p, t, -0.29904532);
  p = step(p, t, 0.33124787);
  p = step(p, t, -0.39913666);
  p = step(p, t, 0.5000415);
  p = step(p, t, -0.66668373);
  p = step(p, t, 0.99999976);
  p = step(p, t, -2);
  return fround(Math.sqrt(fround(fround(k * fround(2 * Math.LN2)) + fround(p * t))));
}

/** sin(t·π/4) */
function sine(t: number): number {
  const t2 = fround(t * t);
  const p = step(step(step(fround(-3.5950452e-5), t2, 0.002490001), t2, -0.080745436), t2, 0.7853982);
  return fround(p * t);
}

/** cos(t·π/4) */
function cosine(t: number): number {
  const t2 = fround(t * t);
  return step(step(step(fround(-0.00031872783), t2, 0.015849683), t2, -0.30842417), t2, 0.99999994);
}
