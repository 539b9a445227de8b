/** The option `dtype` of masks and numbers. */

import { DTYPES, type Dtype } from '../core/dtype.js';
import { checkChoice } from '../input/check.js';
import { own } from '../input/options.js';

const NAMES = DTYPES.map(({ name }) => name);

/** The row of a dtype's name. */
export function checkDtype(name: string, dtype: unknown): Dtype {
  return DTYPES[NAMES.indexOf(checkChoice(name, dtype, NAMES))];
}

/** Reads the option. */
export function readDtypeOr(options: object | undefined, usual: Dtype): Dtype {
  const dtype = own(options, 'dtype');
  return dtype === undefined ? usual : checkDtype('dtype', dtype);
}
