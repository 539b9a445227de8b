import { type NoiseShape, shareBy } from '../call/mask-shape.js';
import type { FloatArray } from '../core/dtype.js';
import type { FormRow } from '../form/form.js';
import { type ScalingOption, selecting } from '../form/select.js';
import { type ArrayFunction, arrayFunction, type CallOptions } from './array-function.js';

export interface DropoutSettings extends ScalingOption {
  /**
   * Which elements share a mask element, as in Keras: an entry for each axis of `shape`, 1 where all along the axis share,
   * null or the axis itself where each has its own. None share when left out.
   */
  noiseShape?: NoiseShape | undefined;
}

export type DropoutOptions<T extends FloatArray = never> = CallOptions<T> & DropoutSettings;

export const DROPOUT: FormRow = {
  name: 'Dropout',
  settings: ['noiseShape', 'scaling'] satisfies (keyof DropoutSettings)[],
  p: 0.5,
  form: ({ noiseShape, scaling }) => selecting(scaling, shareBy(noiseShape)),
};

/**
 * While training, zeroes each element of x with probability p and scales the rest by 1/(1 - p), so that the expectation
 * stays (Srivastava et al., JMLR 15, 2014; scaling as torch.nn.functional.dropout). Otherwise returns x itself, or a copy
 * in `out`.
 *
 * Each call in training takes one draw of the generator, whatever p is. A backward pass needs the mask: take it from
 * {@link Generator.mask} and apply it twice, or use the layer {@link Dropout}, which keeps it.
 *
 * With `shape` and `noiseShape` elements share those of the mask, as in keras.layers.Dropout: of a [32, 20, 64] with the
 * noise shape [null, 1, null] all 20 do. `offset` then counts the elements of the mask, 32 · 64 of them.
 *
 * @param x Float32Array, Float64Array, Float16Array, or Uint16Array with `dtype`, of any length and alignment, on an
 * ArrayBuffer or a SharedArrayBuffer.
 * @param p Probability of dropping an element, in [0, 1]; exact to 2^-41. 0.5 when left out.
 * @returns `out`, or x when in place or not training, or else a new array.
 * @throws {TypeError | RangeError} if an argument is not what it should be; nothing is written and no draw taken then.
 * @throws {Error} if the engine asked for, by the option or the environment, cannot run here.
 *
 * @example
 * import { dropout, manualSeed } from 'native-dropout';
 * manualSeed(42);
 * const y = dropout(Float32Array.of(5, 7, 9), 0.1);
 * dropout(new Float32Array(6).fill(1), 0.5, { shape: [2, 3], noiseShape: [2, 1] }); // whole rows
 */
export const dropout: ArrayFunction<DropoutSettings> = arrayFunction(DROPOUT);
