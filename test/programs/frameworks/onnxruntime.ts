/** onnxruntime on a CPU. */

import { mersenne, minstd, type Sequence } from '../../reference/words.js';
import { ALL, atLeast, type Draws, over, refused } from './draws.js';

const { fround } = Math;

/** Linux, macOS and Windows: the generators of their C++ libraries, as float32. */
const PLATFORMS: readonly ((seed: number) => Sequence)[] = [
  (seed) => floats(minstd(BigInt(seed), 16807)),
  (seed) => floats(minstd(BigInt(seed), 48271)),
  (seed) => {
    const words = mersenne(seed);
    return (i) => fround(fround(words(i)) * 2 ** -32);
  },
];

function floats(states: Sequence): Sequence {
  return (i) => fround(fround(states(i) - 1) * 2 ** -31);
}

/** Each run at a ratio above 0 takes the next seed. */
export const onnxruntime: Draws = (place, { p, kind }) => {
  const ratio = fround(p);
  if (kind === 'alpha') return refused(TypeError, 'generator');
  if (ratio === 1) return refused(RangeError, 'p');
  const factor = over(fround(1 - ratio));
  if (ratio === 0) return { kept: ALL, factor, next: place };
  const numbers = PLATFORMS[place.platform](place.seed + place.runs);
  return { kept: atLeast(numbers, ratio), factor, next: { ...place, runs: place.runs + 1 } };
};
