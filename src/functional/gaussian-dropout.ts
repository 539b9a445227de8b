import { MULTIPLY } from '../core/operation.js';
import { type FormRow, form, IDENTITY, mode } from '../form/form.js';
import { withNormals } from '../form/normals.js';
import { checkBelowOne } from '../input/check.js';
import { type ArrayFunction, arrayFunction } from './array-function.js';

const FORM = form({
  check: checkBelowOne,
  dropping: undefined,
  training: mode((call, bits, p) => withNormals(call, bits, MULTIPLY, 1, () => Math.sqrt(p / (1 - p)))),
  evaluation: IDENTITY,
});

export const GAUSSIAN_DROPOUT: FormRow = { name: 'GaussianDropout', settings: [], p: undefined, form: () => FORM };

/**
 * Multiplies each element of x by a normal random number with mean 1 and standard deviation √(p / (1 - p)) in training.
 * The result has the mean and the variance of dropout with p (Srivastava et al., JMLR 15, 2014, section 10;
 * keras.layers.GaussianDropout). In evaluation it returns x itself, or a copy in `out`. Each call in training takes one
 * draw of the generator; element i gets normal number `offset` + i of that draw (docs/mask.md).
 *
 * @param x Float32Array, Float64Array, Float16Array, or Uint16Array with `dtype`, of any length and alignment, on an
 * ArrayBuffer or a SharedArrayBuffer.
 * @param p The drop probability of the dropout that has the same variance, in [0, 1).
 * @param options {@link CallOptions}
 * @returns `out`; x itself if `inplace`, or if evaluation leaves it unchanged; by default a new array.
 * @throws {TypeError | RangeError} if an argument is wrong; nothing is written, and no draw is taken.
 * @throws {Error} if the engine that the option or the environment names cannot run here.
 *
 * @example
 * import { gaussianDropout, manualSeed } from 'native-dropout';
 * manualSeed(42);
 * const y = gaussianDropout(Float32Array.of(5, 7, 9), 0.1);
 */
export const gaussianDropout: ArrayFunction<object, number> = arrayFunction(GAUSSIAN_DROPOUT);
