import { type NoiseShapeOption, shareBy } from '../call/mask-shape.js';
import type { FloatArray } from '../core/dtype.js';
import type { FormRow } from '../form/form.js';
import { type ScalingOption, selecting } from '../form/select.js';
import { type ArrayFunction, arrayFunction, type CallOptions } from './array-function.js';

/** Options of dropout and Dropout. */
export interface DropoutSettings extends ScalingOption, NoiseShapeOption {}

/** All options of dropout. */
export type DropoutOptions<T extends FloatArray = never> = CallOptions<T> & DropoutSettings;

export const DROPOUT: FormRow = {
  name: 'Dropout',
  settings: ['noiseShape', 'scaling'] satisfies (keyof DropoutSettings)[],
  p: 0.5,
  form: ({ noiseShape, scaling }) => selecting(scaling, shareBy(noiseShape)),
};

/**
 * Zeroes each element of x with probability p in training and multiplies the others by 1/(1 - p), which preserves the
 * expectation (Srivastava et al., JMLR 15, 2014; scaled as in torch.nn.functional.dropout). In evaluation it returns x
 * itself, or a copy in `out`, unless `scaling` is 'eval'.
 *
 * Each call in training takes one draw of the generator, whatever p is. A backward needs the same mask: take it from
 * {@link Generator.mask} and apply it twice, or use the layer {@link Dropout}.
 *
 * With `shape` and `noiseShape` elements share mask elements, as in keras.layers.Dropout. For example, with the shape
 * [32, 20, 64] and the noise shape [null, 1, null], the 20 elements along the middle axis share one, and `offset` counts
 * the 32 · 64 mask elements.
 *
 * @param x Float32Array, Float64Array, Float16Array, or Uint16Array with `dtype`, of any length and alignment, on an
 * ArrayBuffer or a SharedArrayBuffer.
 * @param p Probability of dropping an element, in [0, 1], exact to 2^-41. Default: 0.5.
 * @param options {@link CallOptions} and {@link DropoutSettings}
 * @returns `out`; x itself if `inplace`, or if evaluation leaves it unchanged; by default a new array.
 * @throws {TypeError | RangeError} if an argument is wrong; nothing is written, and no draw is taken.
 * @throws {Error} if the engine that the option or the environment names cannot run here.
 *
 * @example
 * import { dropout, manualSeed } from 'native-dropout';
 * manualSeed(42);
 * const y = dropout(Float32Array.of(5, 7, 9), 0.1);
 * dropout(new Float32Array(6).fill(1), 0.5, { shape: [2, 3], noiseShape: [2, 1] }); // whole rows
 */
export const dropout: ArrayFunction<DropoutSettings> = arrayFunction(DROPOUT);
