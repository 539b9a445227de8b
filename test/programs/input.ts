/** Arrays that programs begin with. */

import { ARITHMETIC, type DtypeName, type StoredArray } from '../reference/values.js';

/** float32 three times as often as the others. */
export const DTYPES: readonly DtypeName[] = ['float32', 'float32', ...(Object.keys(ARITHMETIC) as DtypeName[])];

const SPECIAL = [-0, -0, -0, 0, Number.NaN, Infinity, -Infinity, 1e-40, -5e-324, 3e38, -1.7e308, 1, -1];

/** Most arrays have ordinary numbers. Some have only special values, and some one value in all places. */
export function input(dtype: DtypeName, n: number, seed: number): StoredArray {
  const { make, write } = ARITHMETIC[dtype];
  const x = make(n);
  let state = seed + 1;
  for (let i = 0; i < n; ++i) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    const special = SPECIAL[(seed % 8 === 0 ? seed >>> 3 : state >>> 8) % SPECIAL.length];
    x[i] = write(seed % 8 < 2 ? Math.fround(special) : Math.fround(state / 2 ** 29 - 2));
  }
  return x;
}
