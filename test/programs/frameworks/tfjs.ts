/** TensorFlow.js on its cpu backend. */

import seedrandom from 'seedrandom';
import { sequence } from '../../reference/words.js';
import { ALL, type Draws, refused, rounded, times } from './draws.js';

const { fround } = Math;

/** A seed of TensorFlow.js gives the same mask in each call. */
export const tfjs: Draws = (place, { p, dtype, kind }) => {
  if (kind === 'alpha') return refused(TypeError, 'generator');
  if (p === 1) return refused(RangeError, 'p');
  const [numbers, keep] = [sequence(seedrandom.alea(String(place.seed))), fround(1 - p)];
  return {
    kept: p === 0 ? ALL : (i) => fround(fround(numbers(i)) + keep) >= 1,
    factor: times(rounded(dtype, fround(1 / keep))),
    next: place,
  };
};
