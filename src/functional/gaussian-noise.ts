import { BIAS } from '../core/operation.js';
import { type FormRow, form, IDENTITY, identity, mode } from '../form/form.js';
import { withNormals } from '../form/normals.js';
import { type ArrayFunction, arrayFunction } from './array-function.js';

/** The gradient passes as it is. */
const FORM = form({
  parameter: 'stddev',
  training: mode((call, bits, stddev) => withNormals(call, bits, BIAS, 0, () => stddev), identity),
  evaluation: IDENTITY,
});

export const GAUSSIAN_NOISE: FormRow = { name: 'GaussianNoise', settings: [], p: undefined, form: () => FORM };

/**
 * While training, adds to each element of x a normal of mean 0 and standard deviation stddev (keras.layers.GaussianNoise).
 * Otherwise returns x itself, or a copy in `out`. Each call in training takes one draw of the generator; element i has
 * normal `offset` + i of that draw (docs/mask.md).
 *
 * @param x Float32Array, Float64Array, Float16Array, or Uint16Array with `dtype`, of any length and alignment, on an
 * ArrayBuffer or a SharedArrayBuffer.
 * @param stddev The standard deviation, in [0, 1] as in Keras.
 * @returns `out`, or x when in place or not training, or else a new array.
 * @throws {TypeError | RangeError} if an argument is not what it should be; nothing is written and no draw taken then.
 * @throws {Error} if the engine asked for, by the option or the environment, cannot run here.
 *
 * @example
 * import { gaussianNoise, manualSeed } from 'native-dropout';
 * manualSeed(42);
 * const y = gaussianNoise(Float32Array.of(5, 7, 9), 0.1);
 */
export const gaussianNoise: ArrayFunction<object, number> = arrayFunction(GAUSSIAN_NOISE);
