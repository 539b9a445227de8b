/** Keras 3 on its backends. */

import type { Factor } from '../../reference/mask.js';
import type { DtypeName } from '../../reference/values.js';
import { mersenne, type Pair, pcg64, type Sequence } from '../../reference/words.js';
import { ALL, atLeast, below, type Draws, inverse, over, refused, rounded, times } from './draws.js';
import { bernoulli, xla } from './jax.js';
import { pcgNumbers } from './numpy.js';
import { numbersOf, stateless } from './tensorflow.js';

const { fround } = Math;

export type KerasBackend = 'tensorflow' | 'jax' | 'torch' | 'numpy';

/** Whether Keras keeps element i, in Dropout and in AlphaDropout, and the factor of Dropout. */
interface Keras {
  kept(pair: Pair, p: number, dtype: DtypeName): (i: number) => boolean;
  alpha(pair: Pair, p: number): (i: number) => boolean;
  factor(p: number, dtype: DtypeName, length: number): Factor;
}

function torchNumbers([seed, count]: Pair): Sequence {
  const words = mersenne(seed + count);
  return (i) => (words(i) % 2 ** 24) * 2 ** -24;
}

function not(is: (i: number) => boolean): (i: number) => boolean {
  return (i) => !is(i);
}

function narrow(numbers: Sequence): Sequence {
  return (i) => fround(numbers(i));
}

const KERAS: Readonly<Record<KerasBackend, Keras>> = {
  tensorflow: {
    kept: (pair, p, dtype) => atLeast(numbersOf(stateless(...pair), dtype), rounded(dtype, p)),
    alpha: (pair, p) => atLeast(numbersOf(stateless(...pair), 'float32'), fround(p)),
    factor: inverse,
  },
  jax: {
    kept: (pair, p) => bernoulli(pair, 1 - p),
    alpha: (pair, p) => not(bernoulli(pair, p)),
    factor: xla,
  },
  torch: {
    kept: (pair, p) => below(torchNumbers(pair), fround(1 - p)),
    alpha: (pair, p) => atLeast(torchNumbers(pair), fround(p)),
    factor: (p) => over(fround(1 - p)),
  },
  numpy: {
    kept: (pair, p) => below(pcgNumbers(pcg64(pair)), 1 - p),
    alpha: (pair, p) => atLeast(narrow(pcgNumbers(pcg64(pair))), fround(p)),
    factor: (p) => over(fround(1 - p)),
  },
};

/** AlphaDropout of Keras. */
function kerasAlpha(p: number): Factor {
  const low = -1.6732632423543772 * 1.0507009873554805;
  const a = ((1 - p) * (1 + p * low ** 2)) ** -0.5;
  const shift = fround(-a * low * p);
  return { rule: 'affine', scale: fround(a), shift, dropped: fround(fround(fround(a) * fround(low)) + shift) };
}

/** A seed of Keras counts the calls at rates above 0. */
export const keras =
  (backend: KerasBackend): Draws =>
  (place, { p, dtype, length, kind }) => {
    const isAlpha = kind === 'alpha';
    const { kept, alpha, factor } = KERAS[backend];
    if (p === 1 && (isAlpha || backend === 'tensorflow')) return refused(RangeError, 'p');
    const knowsTypes = !isAlpha && (backend === 'tensorflow' || backend === 'jax');
    if (dtype !== 'float32' && !knowsTypes) return refused(RangeError, 'dtype');
    if (p === 0) return { kept: ALL, factor: isAlpha ? kerasAlpha(0) : times(1), next: place };
    const pair: Pair = [place.seed, place.count];
    const next = { ...place, count: place.count + 1 };
    if (isAlpha) return { kept: alpha(pair, p), factor: kerasAlpha(p), next };
    return { kept: kept(pair, p, dtype), factor: p === 1 ? times(0) : factor(p, dtype, length), next };
  };
