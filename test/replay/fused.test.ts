/** fused() and fusedDouble() round once: compared with exact integer arithmetic. */

import { expect, test } from 'vitest';
import { fusedDouble } from '../../src/replay/exact-math.js';
import { fused } from '../../src/replay/fused.js';

const { fround } = Math;

const double = new Float64Array(1);
const bits = new BigUint64Array(double.buffer);

/** A finite float as an integer times 2^-160, which divides every product of the test. */
function exact(value: number): bigint {
  double[0] = Math.abs(value);
  const exponent = Number(bits[0] >> 52n);
  const mantissa = (bits[0] & (2n ** 52n - 1n)) | (2n ** 52n);
  if (value === 0) return 0n;
  const shift = exponent - 1075 + 160;
  const whole = shift >= 0 ? mantissa << BigInt(shift) : mantissa >> BigInt(-shift);
  return value < 0 ? -whole : whole;
}

/** The float of 24 or 53 digits nearest to an integer times 2^-160, ties to even. */
function nearest(whole: bigint, digits: 24 | 53): number {
  const magnitude = whole < 0n ? -whole : whole;
  if (magnitude === 0n) return 0;
  const length = magnitude.toString(2).length;
  const cut = BigInt(Math.max(0, length - digits));
  let kept = magnitude >> cut;
  const rest = magnitude - (kept << cut);
  const half = cut > 0n ? 1n << (cut - 1n) : 0n;
  if (cut > 0n && (rest > half || (rest === half && (kept & 1n) === 1n))) kept += 1n;
  return (whole < 0n ? -1 : 1) * Number(kept) * 2 ** (Number(cut) - 160);
}

/** Random words. */
function words(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state;
  };
}

/** Floats around ties: few bits, or many, with exponents close to each other. */
function* triples(): Generator<[number, number, number]> {
  const next = words();
  const float = (): number => {
    const mantissa = fround((next() >>> 8) | 1) * (next() % 3 === 0 ? 1 : 2 ** -(next() % 24));
    return fround(
      (next() & 1 ? mantissa : Math.floor(mantissa)) * 2 ** -((next() >>> 8) % 30) * (next() & 64 ? 1 : -1),
    );
  };
  for (let i = 0; i < 20_000; ++i) yield [float(), float(), float()];
  // Odd products of 25 bits are ties of float32. float64 cannot hold the third number beside them.
  for (let i = 0; i < 2000; ++i) {
    const a = 4097 + 2 * (next() % 1000);
    const b = 4097 + 2 * (next() % 1000);
    for (const sign of [1, -1]) for (const tiny of [2 ** -40, -(2 ** -40)]) yield [a * sign, b, tiny];
  }
}

test('rounds once', () => {
  let twice = 0;
  for (const [a, b, c] of triples()) {
    const expected = nearest((exact(a) * exact(b)) / 2n ** 160n + exact(c), 24);
    expect([a, b, c, fused(a, b, c)]).toEqual([a, b, c, expected === 0 ? a * b + c : expected]);
    if (fround(fround(a * b) + c) !== expected) ++twice;
  }
  expect(twice).toBeGreaterThan(1000);
});

test('rounds once in float64', () => {
  const next = words();
  const double = () => (next() * 2 ** 21 + (next() >>> 11)) * 2 ** -(next() >>> 26) * (next() & 1024 ? 1 : -1);
  const all = Array.from({ length: 20_000 }, () => [double(), double() * 2 ** -53, double()]);
  // Odd products of 54 bits are ties of float64, which the third number breaks.
  for (let i = 0; i < 1000; ++i) {
    const [a, b] = [94906267 + 2 * (next() % 1000), 94906267 + 2 * (next() % 1000)];
    for (const sign of [1, -1]) for (const tiny of [2 ** -60, -(2 ** -60)]) all.push([a * sign, b, tiny]);
  }
  let twice = 0;
  for (const [a, b, c] of all) {
    const expected = nearest((exact(a) * exact(b)) / 2n ** 160n + exact(c), 53);
    if (fusedDouble(a, b, c) !== expected) expect([a, b, c, fusedDouble(a, b, c)]).toEqual([a, b, c, expected]);
    if (a * b + c !== expected) ++twice;
  }
  expect(twice).toBeGreaterThan(1000);
});

test('rounds once between subnormal numbers, where the lower half of a sum is 0', () => {
  const [a, b] = [2 ** -75 * (1 + 2 ** -23), 2 ** -75 * (1 - 2 ** -23)]; // a little less than half the last digit
  const c = 2 ** -130 + 2 ** -149;
  expect(fused(a, b, c)).toBe(c);
});

test('numbers beyond the finite ones', () => {
  expect(fused(Infinity, 1, -1)).toBe(Infinity);
  expect(fused(Infinity, 0, 1)).toBeNaN();
  expect(fused(1, 1, -Infinity)).toBe(-Infinity);
  expect(fused(3e38, 2, 0)).toBe(Infinity);
});
