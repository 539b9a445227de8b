/** Arrays of random numbers, and children of generators. */

import { block, type Drawer, normal, uniform } from '../support/reference.js';

const { fround } = Math;

export interface Kind {
  readonly bits: 32 | 64;
  readonly round: (value: number) => number;
}

export const KINDS = {
  32: { bits: 32, round: fround },
  64: { bits: 64, round: (value) => value },
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

export function uniforms(drawer: Drawer, n: number, kind: Kind, low: number, high: number): number[] {
  const { bits, round } = kind;
  const [from, to] = [round(low), round(high)];
  const distance = round(to - from);
  return Array.from({ length: n }, (_, i) => {
    const y = round(from + round(uniform(drawer, i, bits) * distance));
    return from < to && y >= to ? below(to, kind) : y;
  });
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

export function childOfNumber(seed: bigint, child: number): bigint {
  const [low, high] = block({ seed, draw: 0 }, 9, BigInt(child));
  return high * 2n ** 32n + low;
}
