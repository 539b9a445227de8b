/** What a framework draws for a mask: a pure function of the place of its generator. */

import type { Factor } from '../../reference/mask.js';
import { ARITHMETIC, type DtypeName } from '../../reference/values.js';
import type { Sequence } from '../../reference/words.js';
import type { Wrong } from '../bad.js';

/** The mask that a call asks of a source. */
export interface Request {
  readonly p: number;
  readonly elements: number;
  /** The elements of the array, which may share those of the mask. */
  readonly length: number;
  readonly dtype: DtypeName;
  readonly kind: 'select' | 'alpha';
}

/** All that the next draw of a source depends on. */
export type Place = Readonly<Record<string, number>>;

export interface Drawn {
  readonly kept: (i: number) => boolean;
  readonly factor: Factor;
  readonly next: Place;
}

/** The mask of a framework at a place; or the error with which it, or its source, refuses. */
export type Draws = (place: Place, request: Request) => Drawn | Wrong;

const { fround } = Math;

export const ALL = (): boolean => true;
export const NONE = (): boolean => false;

export const refused = (error: ErrorConstructor, names: string): Wrong => ({ error, names });

/** A number rounded to a dtype. */
export function rounded(dtype: DtypeName, value: number): number {
  const { make, read, write } = ARITHMETIC[dtype];
  const one = make(1);
  one[0] = write(dtype === 'float64' ? value : fround(value));
  return read(one[0]);
}

export const times = (by: number): Factor => ({ rule: 'multiply', by });
export const over = (by: number): Factor => ({ rule: 'divide', by });

/** 1 / (1 - p), divided in float64. */
export const inverse = (p: number, dtype: DtypeName): Factor => times(p === 1 ? 0 : rounded(dtype, 1 / (1 - p)));

export const below = (numbers: Sequence, limit: number) => (i: number) => numbers(i) < limit;
export const atLeast = (numbers: Sequence, least: number) => (i: number) => numbers(i) >= least;

/** Makes what a key stands for once. */
export function once<T>(make: (key: number) => T): (key: number) => T {
  const made = new Map<number, T>();
  return (key) => {
    const one = made.get(key) ?? make(key);
    made.set(key, one);
    return one;
  };
}
