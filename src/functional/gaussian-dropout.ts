import { MULTIPLY } from '../core/operation.js';
import { type FormRow, form, IDENTITY } from '../form/form.js';
import { withNormals } from '../form/normals.js';
import { linear } from '../form/select.js';
import { checkBelowOne } from '../input/check.js';
import { type ArrayFunction, arrayFunction } from './array-function.js';

/** The gradient is multiplied by the same normals. */
const FORM = form({
  check: checkBelowOne,
  training: linear((call, bits, p) => withNormals(call, bits, MULTIPLY, 1, () => Math.sqrt(p / (1 - p)))),
  evaluation: IDENTITY,
});

export const GAUSSIAN_DROPOUT: FormRow = { name: 'GaussianDropout', settings: [], p: undefined, form: () => FORM };

/**
 * While training, multiplies each element of x by a normal of mean 1 and standard deviation √(p / (1 - p)), which leaves the
 * mean and the variance that dropout with p has (Srivastava et al., JMLR 15, 2014, section 10; keras.layers.GaussianDropout).
 * Otherwise returns x itself, or a copy in `out`. Each call in training takes one draw of the generator; element i has
 * normal `offset` + i of that draw (docs/mask.md).
 *
 * @param x Float32Array, Float64Array, Float16Array, or Uint16Array with `dtype`, of any length and alignment, on an
 * ArrayBuffer or a SharedArrayBuffer.
 * @param p The rate, in [0, 1).
 * @returns `out`, or x when in place or not training, or else a new array.
 * @throws {TypeError | RangeError} if an argument is not what it should be; nothing is written and no draw taken then.
 * @throws {Error} if the engine asked for, by the option or the environment, cannot run here.
 *
 * @example
 * import { gaussianDropout, manualSeed } from 'native-dropout';
 * manualSeed(42);
 * const y = gaussianDropout(Float32Array.of(5, 7, 9), 0.1);
 */
export const gaussianDropout: ArrayFunction<object, number> = arrayFunction(GAUSSIAN_DROPOUT);
