/** What is measured, as data. */

import type { DtypeName, OperationName } from './operations.js';

export interface Case {
  operation: OperationName;
  dtype: DtypeName;
  /** Elements. */
  n: number;
  p: number;
}

export type Mode = 'quick' | 'default' | 'full';

const Ki = 2 ** 10;
const Mi = 2 ** 20;

interface Rows {
  operations: OperationName[];
  dtypes: DtypeName[];
  sizes: number[];
  ps: number[];
}

const SIZES = [4 * Ki, 64 * Ki, Mi, 16 * Mi];
const PS = [0.1, 0.25, 0.5];
const CALL: Rows = { operations: ['call'], dtypes: ['float32'], sizes: [16, Ki], ps: [0.5] };

const ROWS: Record<Mode, Rows[]> = {
  quick: [{ operations: ['forward', 'bits'], dtypes: ['float32'], sizes: [64 * Ki, 16 * Mi], ps: [0.1, 0.5] }, CALL],
  default: [
    { operations: ['forward'], dtypes: ['float32'], sizes: SIZES, ps: PS },
    { operations: ['bits'], dtypes: ['float32'], sizes: [Mi, 16 * Mi], ps: PS },
    { operations: ['in place', 'backward', 'fresh'], dtypes: ['float32'], sizes: [Mi], ps: [0.5] },
    { operations: ['forward'], dtypes: ['float64'], sizes: [Mi], ps: [0.5] },
    CALL,
  ],
  full: [
    {
      operations: ['forward', 'in place', 'backward', 'fresh'],
      dtypes: ['float32', 'float64'],
      sizes: [Ki, ...SIZES, 64 * Mi],
      ps: PS,
    },
    { operations: ['bits'], dtypes: ['float32'], sizes: [Ki, ...SIZES, 64 * Mi], ps: PS },
    { ...CALL, ps: PS },
  ],
};

/** Seconds of rounds for each case, and rounds at least. */
export const BUDGET: Record<Mode, { seconds: number; leastRounds: number }> = {
  quick: { seconds: 1, leastRounds: 5 },
  default: { seconds: 3, leastRounds: 5 },
  full: { seconds: 5, leastRounds: 9 },
};

export function cases(mode: Mode): Case[] {
  return ROWS[mode].flatMap(({ operations, dtypes, sizes, ps }) =>
    operations.flatMap((operation) =>
      dtypes.flatMap((dtype) => ps.flatMap((p) => sizes.map((n) => ({ operation, dtype, n, p })))),
    ),
  );
}

/** 64 Ki, 16 Mi, or the number itself. */
export function sizeName(n: number): string {
  if (n % Mi === 0) return `${n / Mi} Mi`;
  return n % Ki === 0 ? `${n / Ki} Ki` : String(n);
}

export function caseName({ operation, dtype, n, p }: Case): string {
  return `${operation} ${dtype} ${sizeName(n)} p=${p}`;
}
