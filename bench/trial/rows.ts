/** The dtypes of the package: the benchmarks measure a new one without a change. */

import { DTYPES } from '../../src/core/dtype.js';

export const ARRAYS = Object.fromEntries(DTYPES.map((dtype) => [dtype.name, dtype.Array]));
/** Bits of 1, for dtypes whose arrays do not tell them. */
export const ONES = { float16: 0x3c00, bfloat16: 0x3f80 } as const;
export type HalfName = keyof typeof ONES;
export const DTYPE_NAMES = DTYPES.map(({ name }) => name);
