/** The cases that are measured: every combination in a list of rows. */

import { OPERATIONS, type Operation, type OperationName, type Place } from './operations.js';
import { DTYPE_NAMES } from './rows.js';

export interface Case {
  operation: OperationName;
  place: Place;
  dtype: string;
  /** Elements. */
  n: number;
  p: number;
}

/** Default of each list: all values. */
interface Rows {
  operations?: OperationName[];
  places?: Place[];
  dtypes?: string[];
  sizes: number[];
  ps: number[];
}

export const Ki = 2 ** 10;
export const Mi = 2 ** 20;

const SIZES = [4 * Ki, 64 * Ki, Mi, 16 * Mi];
const PS = [0.1, 0.25, 0.5];
const CALLS: OperationName[] = ['call', 'call with options', 'call with bias'];
const LONG = (Object.keys(OPERATIONS) as OperationName[]).filter((name) => {
  const { sized }: Operation = OPERATIONS[name];
  return !CALLS.includes(name) && sized !== true;
});
const SMALL: Rows = { operations: CALLS, dtypes: ['float32'], sizes: [3, 16, Ki], ps: [0.5] };

export type Mode = 'quick' | 'default' | 'full' | 'against';

const ROWS: Record<Mode, Rows[]> = {
  quick: [
    { operations: ['dropout'], places: ['out'], dtypes: ['float32'], sizes: [64 * Ki, 16 * Mi], ps: [0.1] },
    { operations: ['draw'], dtypes: ['float32'], sizes: [64 * Ki, 16 * Mi], ps: [0.1] },
    SMALL,
  ],
  default: [
    { operations: ['dropout'], places: ['out'], dtypes: ['float32'], sizes: SIZES, ps: PS },
    { operations: ['draw'], dtypes: ['float32'], sizes: [Mi, 16 * Mi], ps: PS },
    { operations: LONG, dtypes: ['float32'], sizes: [Mi], ps: [0.5] },
    { operations: ['dropout'], places: ['out'], sizes: [Mi], ps: [0.5] },
    SMALL,
  ],
  full: [{ operations: LONG, sizes: [Ki, ...SIZES, 64 * Mi], ps: PS }, SMALL],
  // For a comparison of two builds.
  against: [
    { operations: ['dropout'], places: ['out', 'in place'], sizes: [64 * Ki, 16 * Mi], ps: PS },
    { operations: LONG, sizes: [Mi], ps: [0.1, 0.5] },
    { operations: ['gaussian'], dtypes: ['float32'], sizes: [64 * Ki], ps: [0.5] },
    SMALL,
  ],
};

/** How long each case is measured, and its minimum number of rounds. */
export const BUDGET: Record<Mode, { seconds: number; leastRounds: number }> = {
  quick: { seconds: 1, leastRounds: 5 },
  default: { seconds: 3, leastRounds: 5 },
  full: { seconds: 5, leastRounds: 9 },
  against: { seconds: 1, leastRounds: 7 },
};

export function cases(mode: Mode): Case[] {
  const all = ROWS[mode].flatMap(combinations);
  const last = new Map(all.map((one) => [caseName(one), one])); // a combination of two lists is measured once
  return [...last.values()];
}

function combinations({ operations = LONG, places, dtypes = DTYPE_NAMES, sizes, ps }: Rows): Case[] {
  return operations.flatMap((operation) => {
    const own: Operation = OPERATIONS[operation];
    return own.places
      .filter((place) => places?.includes(place) ?? true)
      .flatMap((place) =>
        (operation === 'draw' ? dtypes.slice(0, 1) : dtypes).flatMap((dtype) =>
          ps.flatMap((p) => sizes.map((n) => ({ operation, place, dtype, n, p }))),
        ),
      );
  });
}

/** `64 Ki`, `16 Mi`, or the number itself. */
export function sizeName(n: number): string {
  if (n % Mi === 0) return `${n / Mi} Mi`;
  return n % Ki === 0 ? `${n / Ki} Ki` : String(n);
}

/** `dropout float32 16 Mi p=0.5`, `dropout in place …`. */
export function caseName({ operation, place, dtype, n, p }: Case): string {
  return `${wayName({ operation, place })} ${dtype} ${sizeName(n)} p=${p}`;
}

export function wayName({ operation, place }: Pick<Case, 'operation' | 'place'>): string {
  if (place === 'in place') return `${operation} in place`;
  return place === 'new' && operation !== 'draw' ? `${operation} to a new array` : operation;
}
