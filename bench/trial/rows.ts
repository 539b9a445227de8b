/** The dtypes of the package: the benchmarks measure a new one without a change. */

import { DTYPES, type Dtype } from '../../src/core/dtype.js';

export const BY_NAME = new Map<string, Dtype>(DTYPES.map((dtype) => [dtype.name, dtype]));
/** Dtypes that a call must name, because their arrays do not tell them. */
export const NAMED = DTYPES.filter(({ stored }) => stored !== undefined);
export const DTYPE_NAMES = DTYPES.map(({ name }) => name);
