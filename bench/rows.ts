/** The rows of the package that the benchmarks go over; a new one there is measured without a new line here. */

import { DTYPES } from '../src/core/dtype.js';

export const ARRAYS = Object.fromEntries(DTYPES.map((dtype) => [dtype.name, dtype.Array]));
export const DTYPE_NAMES = DTYPES.map(({ name }) => name);
