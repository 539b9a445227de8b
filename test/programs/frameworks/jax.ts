/** JAX and Flax on a CPU. */

import { createHash } from 'node:crypto';
import type { Factor } from '../../reference/mask.js';
import type { DtypeName } from '../../reference/values.js';
import { type Pair, threefry } from '../../reference/words.js';
import { ALL, below, type Draws, NONE, over, type Place, refused, rounded, times } from './draws.js';

const { fround } = Math;

/** XLA multiplies by the inverse, except in an array of one element, and in bfloat16. */
export function xla(p: number, dtype: DtypeName, length: number): Factor {
  const keep = rounded(dtype, 1 - p);
  return length === 1 || dtype === 'bfloat16' ? over(keep) : times(rounded(dtype, 1 / keep));
}

/** jax.random.bernoulli(key, q) of float32. */
export function bernoulli(key: Pair, q: number): (i: number) => boolean {
  const number = (i: number): number => {
    const [a, b] = threefry(key, [0, i]);
    return Math.floor(((a ^ b) >>> 0) / 2 ** 9) * 2 ** -23;
  };
  return below(number, fround(q));
}

/** `keyAt` gives the key that a call takes; `moves` says whether the next call takes the next key. */
const jax =
  (keyAt: (place: Place) => Pair, moves: boolean): Draws =>
  (place, { p, dtype, length, kind }) => {
    if (kind === 'alpha') return refused(RangeError, 'generator');
    if (p === 0 || p === 1) return { kept: p === 0 ? ALL : NONE, factor: times(1), next: place };
    const next = moves ? { ...place, count: place.count + 1 } : place;
    return { kept: bernoulli(keyAt(place), 1 - p), factor: xla(p, dtype, length), next };
  };

const keyOf = ({ high, low }: Place): Pair => [high, low];

export const jaxKey = jax(keyOf, false);
export const nnxStream = jax((place) => threefry(keyOf(place), [0, place.count]), true);

/** For fewer than 255 calls. */
export const linenModule = (path: readonly string[]): Draws =>
  jax((place) => {
    const bytes = Buffer.from([...Buffer.from(path.join('')), place.count + 1]);
    return threefry(keyOf(place), [0, createHash('sha1').update(bytes).digest().readUInt32BE()]);
  }, true);
