import { type ApplyOptions, applyMask, identity } from './apply.js';
import { checkBoolean, checkInteger, checkOptions, checkProbability, MAX_INDEX } from './check.js';
import type { FloatArray, Like } from './dtype.js';
import { noMask, setMask } from './engine/words.js';
import { checkGenerator, defaultGenerator, type Generator } from './generator.js';

export interface DropoutOptions<T extends FloatArray = never> extends ApplyOptions<T> {
  /** Drop (true, and when left out), or return x as it is (false). */
  training?: boolean | undefined;
  /** Where the mask comes from; the default generator when left out. */
  generator?: Generator | undefined;
}

/**
 * While training, zeroes each element of x with probability p and scales the rest by 1/(1 - p), so that the expectation
 * stays (Srivastava et al., JMLR 15, 2014; scaling as torch.nn.functional.dropout). Otherwise returns x itself, or a copy
 * in `out`.
 *
 * Each call in training takes one draw of the generator, whatever p is. A backward pass needs the mask: take it from
 * {@link Generator.mask} and apply it twice, or use the layer {@link Dropout}, which keeps it.
 *
 * @param x Float32Array or Float64Array of any length.
 * @param p Probability of dropping an element, in [0, 1]; exact to 2^-41.
 * @returns `out`, or x when in place or not training, or else a new array.
 * @throws {TypeError | RangeError} if an argument is not what it should be; nothing is written and no draw taken then.
 * @throws {Error} if the engine asked for cannot run here.
 *
 * @example
 * import { dropout, manualSeed } from 'native-dropout';
 * manualSeed(42);
 * const y = dropout(Float32Array.of(5, 7, 9), 0.1);
 */
export function dropout<T extends FloatArray>(x: T, p = 0.5, options: DropoutOptions<Like<T>> = {}): Like<T> {
  checkOptions('options', options);
  const { training = true, generator = defaultGenerator, out, inplace, offset, engine } = options;
  checkProbability('p', p);
  checkGenerator(generator);
  if (!checkBoolean('training', training)) return identity(x, out, inplace, offset, engine);
  const draw = checkInteger('draw', generator.draw, 0, MAX_INDEX - 1);
  const y = applyMask(setMask(words, generator.seed, draw, p), x, out, inplace, offset, engine);
  generator.draw = draw + 1; // only now, so that bad input takes no draw
  return y;
}

/** The mask of the call at hand: with `out`, a call allocates nothing. */
const words = noMask();
