import { BIAS } from '../core/operation.js';
import { type FormRow, form, IDENTITY, identity, mode } from '../form/form.js';
import { withNormals } from '../form/normals.js';
import { type ArrayFunction, arrayFunction } from './array-function.js';

/** The gradient is dy itself. */
const FORM = form({
  parameter: 'stddev',
  dropping: undefined,
  training: mode((call, bits, stddev) => withNormals(call, bits, BIAS, 0, () => stddev), identity),
  evaluation: IDENTITY,
});

export const GAUSSIAN_NOISE: FormRow = { name: 'GaussianNoise', settings: [], p: undefined, form: () => FORM };

/**
 * Adds a normal random number with mean 0 and standard deviation `stddev` to each element of x in training
 * (keras.layers.GaussianNoise). In evaluation it returns x itself, or a copy in `out`. Each call in training takes one
 * draw of the generator; element i gets normal number `offset` + i of that draw (docs/mask.md).
 *
 * @param x Float32Array, Float64Array, Float16Array, or Uint16Array with `dtype`, of any length and alignment, on an
 * ArrayBuffer or a SharedArrayBuffer.
 * @param stddev The standard deviation, in [0, 1] as in Keras.
 * @param options {@link CallOptions}
 * @returns `out`; x itself if `inplace`, or if evaluation leaves it unchanged; by default a new array.
 * @throws {TypeError | RangeError} if an argument is wrong; nothing is written, and no draw is taken.
 * @throws {Error} if the engine that the option or the environment names cannot run here.
 *
 * @example
 * import { gaussianNoise, manualSeed } from 'native-dropout';
 * manualSeed(42);
 * const y = gaussianNoise(Float32Array.of(5, 7, 9), 0.1);
 */
export const gaussianNoise: ArrayFunction<object, number> = arrayFunction(GAUSSIAN_NOISE);
