/** The dtypes of the package: the benchmarks measure a new one without a change. */

import { DTYPES } from '../../src/core/dtype.js';

export const ARRAYS = Object.fromEntries(DTYPES.map((dtype) => [dtype.name, dtype.Array]));
export const DTYPE_NAMES = DTYPES.map(({ name }) => name);
