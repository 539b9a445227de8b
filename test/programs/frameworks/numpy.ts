/** numpy's two generators. */

import { mersenne, pcg64, type Sequence } from '../../reference/words.js';
import { atLeast, type Draws, inverse, once, refused } from './draws.js';

/** Numbers of 53 digits. */
function mersenneNumbers(words: Sequence): Sequence {
  const high = (i: number): number => Math.floor(words(2 * i) / 2 ** 5);
  const low = (i: number): number => Math.floor(words(2 * i + 1) / 2 ** 6);
  return (i) => (high(i) * 2 ** 26 + low(i)) * 2 ** -53;
}

export function pcgNumbers(words: Sequence<bigint>): Sequence {
  return (i) => Number(words(i) >> 11n) * 2 ** -53;
}

/** A mask is random(size) >= p, at 0 and 1 too. */
const numpy =
  (numbersOf: (seed: number) => Sequence): Draws =>
  (place, { p, dtype, elements, kind }) => {
    if (kind === 'alpha') return refused(TypeError, 'generator');
    const numbers = numbersOf(place.seed);
    const kept = atLeast((i) => numbers(place.numbers + i), p);
    return { kept, factor: inverse(p, dtype), next: { ...place, numbers: place.numbers + elements } };
  };

export const numpyRandomState = numpy(once((seed) => mersenneNumbers(mersenne(seed))));
export const numpyGenerator = numpy(once((seed) => pcgNumbers(pcg64([seed]))));
