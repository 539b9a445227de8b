/** TensorFlow on a CPU. */

import type { DtypeName } from '../../reference/values.js';
import { philoxWords, pythonWords, type Sequence } from '../../reference/words.js';
import { ALL, atLeast, type Draws, inverse, type Place, type Request, refused, rounded } from './draws.js';

/** The uniform numbers of TensorFlow in a dtype. */
export function numbersOf(words: Sequence, dtype: DtypeName, jit = false): Sequence {
  if (dtype === 'float64') {
    const integer = (a: number, b: number): number =>
      jit ? b * 2 ** 20 + Math.floor(a / 2 ** 12) : (a % 2 ** 20) * 2 ** 32 + b;
    return (i) => integer(words(2 * i), words(2 * i + 1)) * 2 ** -52;
  }
  const digits = { float32: 23, float16: 10, bfloat16: 7 }[dtype];
  const high = jit && dtype === 'float32';
  return (i) => (high ? Math.floor(words(i) / 2 ** 9) : words(i) % 2 ** digits) * 2 ** -digits;
}

const halvesOf = (low: number, high: number): bigint => BigInt(low) + (BigInt(high) << 32n);

/** The words of a stateless seed of two numbers below 2^32. */
export function stateless(first: number, second: number): Sequence {
  const mixed = philoxWords(0x02461e293ec8f720n, BigInt(first) + (BigInt(second) << 64n));
  return philoxWords(halvesOf(mixed(0), mixed(1)), halvesOf(mixed(2), mixed(3)) << 64n);
}

type Where = (place: Place, dtype: DtypeName) => { words: Sequence; jit?: boolean };

/** `next` gives the place after a call; `skip` that after one at rate 0. */
const tensorflow =
  (where: Where, next: (place: Place, request: Request) => Place, skip = (place: Place) => place): Draws =>
  (place, request) => {
    const { p, dtype, kind } = request;
    if (kind === 'alpha') return refused(RangeError, 'generator');
    if (p === 1) return refused(RangeError, 'p');
    const factor = inverse(p, dtype);
    if (p === 0) return { kept: ALL, factor, next: skip(place) };
    const { words, jit = false } = where(place, dtype);
    if (jit && dtype === 'bfloat16') return refused(RangeError, 'dtype');
    const kept = atLeast(numbersOf(words, dtype, jit), rounded(dtype, p));
    return { kept, factor, next: next(place, request) };
  };

const stays = (place: Place): Place => place;

export const tensorflowSeed = tensorflow(
  ({ first, second, jit }) => ({ words: stateless(first, second), jit: jit === 1 }),
  stays,
);

/** An operation of TensorFlow that has drawn `elements`; it reserves 256 blocks for each. */
const operation = (graph: number, seed: number, elements: number): Sequence =>
  philoxWords(BigInt(graph), (BigInt(graph === 0 && seed === 0 ? 2 ** 31 - 1 : seed) << 64n) + 256n * BigInt(elements));

const countOne = (place: Place): Place => ({ ...place, unseeded: place.unseeded + 1 });

/** An eager call without a seed takes one of Python's random, at rate 0 too. */
export const tensorflowEager = tensorflow(
  ({ seed, unseeded }) => {
    const words = pythonWords(seed);
    const drawn: number[] = [];
    for (let i = 0; drawn.length <= unseeded; ++i) if (words(i) < 2 ** 31) drawn.push(words(i) % (2 ** 31 - 1));
    return { words: operation(seed, drawn[unseeded], 0) };
  },
  countOne,
  countOne,
);

/** Eager calls with a seed continue after the last of their dtype. */
export function tensorflowSeeded(seed: number): Draws {
  const drawn = (place: Place, dtype: DtypeName): number => place[`${seed} ${dtype}`] ?? 0;
  return tensorflow(
    (place, dtype) => ({ words: operation(place.seed, seed, drawn(place, dtype)) }),
    (place, { dtype, elements }) => ({ ...place, [`${seed} ${dtype}`]: drawn(place, dtype) + elements }),
  );
}

const countElements = (place: Place, { elements }: Request): Place => ({
  ...place,
  elements: place.elements + elements,
});

export const tensorflowOperation = tensorflow(
  ({ graph, seed, elements }) => ({ words: operation(graph, seed, elements) }),
  countElements,
);

export const tensorflowGenerator = tensorflow(
  ({ seed, elements }) => ({ words: philoxWords(0n, BigInt(seed) + 256n * BigInt(elements)) }),
  countElements,
);
