/** PyTorch on a CPU, as compiled graphs, and on a GPU. */

import type { Factor } from '../../reference/mask.js';
import { ALPHA, ARITHMETIC, type DtypeName } from '../../reference/values.js';
import { mersenne, philoxWords } from '../../reference/words.js';
import { ALL, below, type Draws, NONE, once, refused, rounded, times } from './draws.js';

const { fround } = Math;

const wordsOf = once(mersenne);

function torchAlpha(p: number, dtype: DtypeName): Factor {
  if (p === 0 || p === 1) return { rule: 'affine', scale: 1 - p, shift: 0, dropped: 0 };
  const { round } = ARITHMETIC[dtype];
  const a = 1 / Math.sqrt((ALPHA * ALPHA * p + 1) * (1 - p));
  const shift = round(ALPHA * a * p);
  const low = rounded(dtype, -round(ALPHA * a));
  const [scale, dropped] = [a, low + shift].map((value) => rounded(dtype, round(value)));
  return { rule: 'affine', scale, shift: rounded(dtype, shift), dropped };
}

/** PyTorch draws two words an element, and none at p = 0 and 1. */
export const torch: Draws = (place, { p, elements, dtype, kind }) => {
  const scale = dtype === 'float64' ? 1 / (1 - p) : rounded(dtype, fround(1 / fround(1 - p)));
  const factor = kind === 'alpha' ? torchAlpha(p, dtype) : times(p === 1 ? 0 : p === 0 ? 1 : scale);
  if (p === 0 || p === 1) return { kept: p === 0 ? ALL : NONE, factor, next: place };
  const words = wordsOf(place.seed);
  const first = (i: number): number => place.words + 2 * i;
  const number = (i: number): number => ((words(first(i)) % 2 ** 21) * 2 ** 32 + words(first(i) + 1)) * 2 ** -53;
  return { kept: below(number, 1 - p), factor, next: { ...place, words: place.words + 2 * elements } };
};

/** A compiled graph of two dropouts, which draws the seeds of both before the first; `second` is that of the other. */
export const torchCompile: Draws = (place, { p, dtype, kind }) => {
  if (kind === 'alpha') return refused(RangeError, 'generator');
  if (p === 0 || p === 1) return { kept: p === 0 ? ALL : NONE, factor: times(1 - p), next: place };
  const words = wordsOf(place.seed);
  const seedAt = (at: number): number =>
    Number(((BigInt(words(at)) * 2n ** 32n + BigInt(words(at + 1))) % (2n ** 64n - 1n)) % 2n ** 32n);
  const begins = place.second === -1;
  const seed = begins ? seedAt(place.words) : place.second;
  const unit = fround(4.6566127342e-10);
  const scale = 1 / (1 - p);
  return {
    kept: (i) => fround(fround(philoxWords(BigInt(seed), BigInt(i))(0) % 2 ** 31) * unit) > fround(p),
    factor: times(dtype === 'float64' ? scale : fround(scale)),
    next: begins ? { ...place, words: place.words + 4, second: seedAt(place.words + 2) } : { ...place, second: -1 },
  };
};

/** A GPU of so many threads: each draws four elements of one block. */
export const torchCuda =
  (threads: number): Draws =>
  (place, { p, elements, dtype, kind }) => {
    if (kind === 'alpha') return refused(RangeError, 'generator');
    const factor = times(p === 1 ? 0 : fround(1 / (1 - p)));
    if (p === 0 || p === 1 || elements === 0) return { kept: p === 0 ? ALL : NONE, factor, next: place };
    if (dtype !== 'float32') return refused(RangeError, 'dtype');
    if (elements % 4 !== 0) return refused(RangeError, 'size');
    const kept = (i: number): boolean => {
      const [round, thread] = [Math.floor(i / (4 * threads)), Math.floor(i / 4) % threads];
      const counter = BigInt(place.offset / 4 + round) + (BigInt(thread) << 64n);
      const word = philoxWords(BigInt(place.seed), counter)(i % 4);
      return fround(fround(word) * 2 ** -32 + 2 ** -33) < fround(1 - p);
    };
    return { kept, factor, next: { ...place, offset: place.offset + 4 * Math.ceil(elements / (4 * threads)) } };
  };
