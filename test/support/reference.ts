/**
 * The mask as docs/mask.md says it, in bigints, one element at a time. Shares no code with the engines and is not fast on
 * purpose: what they are compared with.
 */

import { bitsOf, FORMATS, type Format, numberOf } from '../reference/sixteen-bit.js';

const WORD = 2n ** 32n;

export interface ReferenceMask {
  seed: bigint;
  draw: number;
  p: number;
}

export function philox(counter: readonly bigint[], key: readonly bigint[]): bigint[] {
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < 10; ++round) {
    const product0 = c0 * 0xd2511f53n;
    const product1 = c2 * 0xcd9e8d57n;
    [c0, c1, c2, c3] = [(product1 / WORD) ^ c1 ^ k0, product1 % WORD, (product0 / WORD) ^ c3 ^ k1, product0 % WORD];
    k0 = (k0 + 0x9e3779b9n) % WORD;
    k1 = (k1 + 0xbb67ae85n) % WORD;
  }
  return [c0, c1, c2, c3];
}

export function block({ seed, draw }: Omit<ReferenceMask, 'p'>, stream: number, n: bigint): bigint[] {
  const d = BigInt(draw);
  return philox([n % WORD, n / WORD + 2n ** 16n * (d / WORD), d % WORD, BigInt(stream)], [seed % WORD, seed / WORD]);
}

/** u(i) as an integer of 40 binary digits: eight from the planes, 32 from the tail. */
export function digits(mask: Omit<ReferenceMask, 'p'>, index: number): bigint {
  const i = BigInt(index);
  let u = 0n;
  for (let plane = 0; plane < 8; ++plane) {
    const word = block(mask, plane, i / 128n)[Number((i / 32n) % 4n)];
    u = 2n * u + ((word >> (i % 32n)) & 1n);
  }
  return u * WORD + block(mask, 8, i)[0];
}

export function dropped(mask: ReferenceMask, index: number): boolean {
  return digits(mask, index) < BigInt(Math.round(mask.p * 2 ** 40));
}

export type StoredArray = Float32Array | Float64Array | Uint16Array;

/** How the elements of a dtype are read, calculated and written. */
interface Arithmetic {
  read(stored: number): number;
  round(exact: number): number;
  write(value: number): number;
  make(n: number): StoredArray;
}

const same = (value: number): number => value;

function narrow(format: Format): Arithmetic {
  return {
    read: (bits) => numberOf(format, bits),
    round: Math.fround,
    write: (value) => bitsOf(format, value),
    make: (n) => new Uint16Array(n),
  };
}

export type DtypeName = 'float32' | 'float64' | 'float16' | 'bfloat16';

export const ARITHMETIC: Readonly<Record<DtypeName, Arithmetic>> = {
  float32: { read: same, round: Math.fround, write: same, make: (n) => new Float32Array(n) },
  float64: { read: same, round: same, write: same, make: (n) => new Float64Array(n) },
  float16: narrow(FORMATS.float16),
  bfloat16: narrow(FORMATS.bfloat16),
};

/** An element of each array that an operation reads, and whether it is kept. */
export interface Element {
  x: number;
  other: number;
  bias: number;
  kept: boolean;
}

/** What becomes of an element; `round` rounds to the type that is calculated in. */
export type Value = (element: Element, p: number, round: (value: number) => number) => number;

const select: Value = ({ x, kept }, p, round) => (kept ? round(x * round(1 / (1 - p))) : 0);
const bias: Value = ({ x, bias, kept }, p, round) => (kept ? round(round(x + bias) * round(1 / (1 - p))) : 0);

/** α′ of alpha dropout. */
const ALPHA = 1.7580993408473766;

/** By the names of src/core/operation.ts, as the specification's section on values says. */
export const VALUES = {
  select,
  affine({ x, kept }, p, round) {
    const a = p === 1 ? 0 : 1 / Math.sqrt((ALPHA * ALPHA * p + 1) * (1 - p));
    const b = ALPHA * a * p;
    return kept ? round(round(x * round(a)) + round(b)) : round(b - ALPHA * a);
  },
  bias,
  add: (element, p, round) => round(element.other + bias(element, p, round)),
  relu: (element, p, round) => (round(element.x + element.bias) <= 0 ? 0 : bias(element, p, round)),
  choose: ({ x, other, kept }) => (kept ? x : other),
  reject: ({ x, kept }, scale, round) => (kept ? 0 : round(x * round(scale))),
  mix: ({ x, other }, p, round) => round(round(x * round(1 - p)) + round(other * round(p))),
  multiply: ({ x, bias }, _p, round) => round(x * bias),
  selectSum: select,
  reluGradient: ({ x, other }, scale, round) => (other <= 0 ? 0 : round(x * round(scale))),
} satisfies Record<string, Value>;

interface Others {
  value?: Value;
  dtype?: DtypeName;
  other?: StoredArray | undefined;
  bias?: ArrayLike<number> | undefined;
}

/** What becomes of the elements of x, some of which are kept: y, and what it was before it was rounded to 16 bits. */
export function applyTo<T extends StoredArray>(
  kept: (i: number) => boolean,
  p: number,
  x: T,
  { value = select, dtype = x instanceof Float64Array ? 'float64' : 'float32', other = x, bias = [0] }: Others = {},
): { y: T; values: Float64Array } {
  const { read, round, write } = ARITHMETIC[dtype];
  const y = x.slice() as T;
  const values = new Float64Array(x.length);
  for (let i = 0; i < x.length; ++i) {
    const element = { x: read(x[i]), other: read(other[i]), bias: bias[i % bias.length], kept: kept(i) };
    values[i] = value(element, p, round);
    y[i] = write(values[i]);
  }
  return { y, values };
}

/** The array of what becomes of x, whose first element has mask element `offset`. */
export function apply<T extends StoredArray>(mask: ReferenceMask, x: T, offset: number, others: Others = {}): T {
  return applyTo((i) => !dropped(mask, offset + i), mask.p, x, others).y;
}

/** Word i of a stream. */
export function word(drawer: Drawer, stream: number, i: number): bigint {
  return block(drawer, stream, BigInt(i) / 4n)[i % 4];
}

export type Drawer = Omit<ReferenceMask, 'p'>;

/** u(i), with the digits of a Float32Array or a Float64Array. */
export function uniform(drawer: Drawer, i: number, bits: 32 | 64): number {
  const leading = word(drawer, 17, i);
  if (bits === 32) return Number(leading / 2n ** 8n) / 2 ** 24;
  return Number(leading * 2n ** 21n + word(drawer, 18, i) / 2n ** 11n) / 2 ** 53;
}

const { fround } = Math;

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
