/** Random numbers, permutations and children of generators, as docs/mask.md specifies them. */

import { block, type Drawer, philox, WORD, word } from './mask.js';

const { fround } = Math;

export interface Kind {
  readonly bits: 32 | 64;
  readonly Array: typeof Float32Array | typeof Float64Array;
  readonly round: (value: number) => number;
}

export const KINDS = {
  32: { bits: 32, Array: Float32Array, round: fround },
  64: { bits: 64, Array: Float64Array, round: (value) => value },
} as const satisfies Record<number, Kind>;

/** The number of the type next below one that is finite. */
export function below(value: number, { bits }: Kind): number {
  const memory = new DataView(new ArrayBuffer(8));
  if (bits === 32) {
    if (value === 0) return -(2 ** -149);
    memory.setFloat32(0, value);
    memory.setInt32(0, memory.getInt32(0) - Math.sign(value));
    return memory.getFloat32(0);
  }
  if (value === 0) return -Number.MIN_VALUE;
  memory.setFloat64(0, value);
  memory.setBigInt64(0, memory.getBigInt64(0) - BigInt(Math.sign(value)));
  return memory.getFloat64(0);
}

/** u(i), with the digits of a Float32Array or a Float64Array. */
export function uniform(drawer: Drawer, i: number, bits: 32 | 64): number {
  const leading = word(drawer, 17, i);
  if (bits === 32) return Number(leading / 2n ** 8n) / 2 ** 24;
  return Number(leading * 2n ** 21n + word(drawer, 18, i) / 2n ** 11n) / 2 ** 53;
}

export function uniforms(drawer: Drawer, n: number, kind: Kind, low: number, high: number): number[] {
  const { bits, round } = kind;
  const [from, to] = [round(low), round(high)];
  const distance = round(to - from);
  return Array.from({ length: n }, (_, i) => {
    const y = round(from + round(uniform(drawer, i, bits) * distance));
    return from < to && y >= to ? below(to, kind) : y;
  });
}

/** By Horner's rule in float32. */
function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.map(fround).reduce((sum, coefficient) => fround(fround(sum * x) + coefficient));
}

const L = [
  -0.1744472, 0.28733692, -0.29904532, 0.33124787, -0.39913666, 0.5000415, -0.66668373, 0.99999976, -2,
] as const;
const S = [-0.000035950452, 0.002490001, -0.080745436, 0.7853982] as const;
const C = [-0.00031872783, 0.015849683, -0.30842417, 0.99999994] as const;

/** z(i). */
export function normal(drawer: Drawer, i: number): number {
  const [v, w] = [0, 1].map((k) => word(drawer, 16, i - (i % 2) + k));
  const u = fround(fround(Number(v >> 1n)) * 2 ** -31 + 2 ** -32);
  let k = 0; // k doublings of u take it to [sqrt(1/2), sqrt(2)]
  while (u * 2 ** k <= fround(Math.SQRT1_2)) ++k;
  const t = fround(u * 2 ** k - 1);
  const r = fround(Math.sqrt(fround(fround(k * fround(1.3862944)) + fround(polynomial(L, t) * t))));

  const a = fround(Number(BigInt.asIntN(32, w * 4n))) / 2 ** 31;
  const s = fround(fround(polynomial(S, fround(a * a)) * a) * r);
  const c = fround((w >> 31n === 1n ? -1 : 1) * polynomial(C, fround(a * a)) * r);
  return ((w >> 30n) & 1n) === BigInt(i % 2) ? c : s;
}

export function normals(
  drawer: Drawer,
  n: number,
  { round }: Pick<Kind, 'round'>,
  mean: number,
  std: number,
  first = 0,
): number[] {
  return Array.from({ length: n }, (_, i) => round(round(mean) + round(round(std) * normal(drawer, first + i))));
}

export function permutation(drawer: Drawer, n: number): number[] {
  const order = Array.from({ length: n }, (_, i) => i);
  let taken = 0;
  for (let i = n - 1; i > 0; --i) {
    const m = BigInt(i + 1);
    let product: bigint;
    do product = word(drawer, 19, taken++) * m;
    while (product % WORD < WORD % m);
    const j = Number(product / WORD);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

export function childOfNumber(seed: bigint, child: number): bigint {
  const [low, high] = block({ seed, draw: 0 }, 9, BigInt(child));
  return high * WORD + low;
}

export function childOfName(seed: bigint, name: string): bigint {
  const bytes = Array.from(new TextEncoder().encode(name), BigInt);
  let key = seed;
  for (let at = 0; at === 0 || at < bytes.length; at += 8) {
    const [a, b] = [at, at + 4].map((from) =>
      [3, 2, 1, 0].reduce((sum, k) => sum * 256n + (bytes[from + k] ?? 0n), 0n),
    );
    const [low, high] = philox([a, b, BigInt(bytes.length), 20n], [key % WORD, key / WORD]);
    key = high * WORD + low;
  }
  return key;
}
