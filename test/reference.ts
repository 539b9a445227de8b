/**
 * The mask as docs/mask.md says it, in bigints, one element at a time. Shares no code with the engines and is not fast on
 * purpose: what they are compared with.
 */

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

type FloatArray = Float32Array | Float64Array;

/** What becomes of an element; `round` rounds to the type of its array. */
export type Value = (x: number, kept: boolean, p: number, round: (value: number) => number) => number;

/** By the names of src/operation.ts, as the specification's section on values says. */
export const VALUES = {
  select: (x, kept, p, round) => (kept ? round(x * round(1 / (1 - p))) : 0),
} satisfies Record<string, Value>;

/** The array of what becomes of x, whose first element has mask element `offset`. */
export function apply<T extends FloatArray>(
  mask: ReferenceMask,
  x: T,
  offset: number,
  value: Value = VALUES.select,
): T {
  const y = x.slice() as T;
  const cell = x.slice(0, 1);
  const round = (exact: number): number => {
    cell[0] = exact;
    return cell[0];
  };
  for (let i = 0; i < x.length; ++i) y[i] = value(x[i], !dropped(mask, offset + i), mask.p, round);
  return y;
}
