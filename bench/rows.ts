/** The rows of the package that the benchmarks go over; a new one there is measured without a new line here. */

import { DTYPES as ROWS } from '../src/dtype.js';

/** float32, float64, …, by the name of the array without "Array". */
export const DTYPES = Object.fromEntries(ROWS.map((row) => [row.name.replace('Array', '').toLowerCase(), row.Array]));
