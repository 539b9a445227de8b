/** What the package is to reach, as data: one row is one comparison in one case. */

import type { DtypeName, OperationName } from './operations.js';

/** An entrant, doing an operation; natively with the best instruction set. */
export interface Side {
  /** How the table calls it. */
  label: string;
  operation: OperationName;
  name: 'native' | 'wasm' | 'js' | 'chosen' | 'loop' | 'native copy' | 'native scale';
  threads: number;
}

export interface Target {
  dtype: DtypeName;
  n: number;
  p: number;
  subject: Side;
  /** What the subject's speed is divided by; of its variants the fastest. */
  base?: Side;
  /** At least this ratio, or without a base at most so many microseconds a call. */
  bound: number;
}

/**
 * Ratios to the loop decide on this processor only: Zen of the first generation, with AVX2 in halves, 8 MiB of
 * last-level cache for two cores, and a loop at 0.055 G elements/s.
 */
export const REFERENCE_CPU = 'AuthenticAMD 23 1';

const Ki = 2 ** 10;
const Mi = 2 ** 20;

function side(label: string, name: Side['name'], operation: OperationName, threads: number): Side {
  return { label, name, operation, threads };
}

const forward = side('native', 'native', 'forward', 2);
const oneThread = side('native, 1 thread', 'native', 'forward', 1);
const inPlace = side('in place', 'native', 'in place', 2);
const backward = side('backward', 'native', 'backward', 2);
const bits = side('mask alone', 'native', 'bits', 2);
const bitsByOne = side('mask alone, 1 thread', 'native', 'bits', 1);
const wasm = side('wasm', 'wasm', 'forward', 1);
const js = side('js', 'js', 'forward', 1);
const call = side('a whole call', 'chosen', 'call', 1);
const copy = side('copy', 'native copy', 'forward', 2);
const scale = side('y = s · y', 'native scale', 'in place', 2);
const loop = side('Math.random loop', 'loop', 'forward', 1);

export const TARGETS: Target[] = [
  { dtype: 'float32', n: 16 * Mi, p: 0.5, subject: forward, base: copy, bound: 0.95 },
  { dtype: 'float32', n: 16 * Mi, p: 0.25, subject: forward, base: copy, bound: 0.95 },
  { dtype: 'float32', n: 16 * Mi, p: 0.1, subject: forward, base: copy, bound: 0.85 },
  { dtype: 'float32', n: 64 * Mi, p: 0.5, subject: forward, base: copy, bound: 0.95 },
  { dtype: 'float32', n: 64 * Mi, p: 0.25, subject: forward, base: copy, bound: 0.95 },
  { dtype: 'float32', n: 64 * Mi, p: 0.1, subject: forward, base: copy, bound: 0.85 },
  { dtype: 'float64', n: 16 * Mi, p: 0.5, subject: forward, base: copy, bound: 0.95 },
  { dtype: 'float64', n: 16 * Mi, p: 0.25, subject: forward, base: copy, bound: 0.95 },
  { dtype: 'float64', n: 16 * Mi, p: 0.1, subject: forward, base: copy, bound: 0.85 },

  { dtype: 'float32', n: 16 * Mi, p: 0.5, subject: inPlace, base: scale, bound: 0.95 },
  { dtype: 'float32', n: 16 * Mi, p: 0.25, subject: inPlace, base: scale, bound: 0.95 },
  { dtype: 'float32', n: 16 * Mi, p: 0.1, subject: inPlace, base: scale, bound: 0.95 },

  { dtype: 'float32', n: 16 * Mi, p: 0.5, subject: backward, base: forward, bound: 0.95 },
  { dtype: 'float32', n: 64 * Ki, p: 0.1, subject: backward, base: forward, bound: 0.95 },

  { dtype: 'float32', n: 64 * Ki, p: 0.5, subject: forward, base: oneThread, bound: 1.7 },
  { dtype: 'float32', n: 64 * Ki, p: 0.1, subject: forward, base: oneThread, bound: 1.7 },
  // Nothing but arithmetic, on a large array: where this does not hold, the machine is not giving two whole cores.
  { dtype: 'float32', n: 16 * Mi, p: 0.1, subject: bits, base: bitsByOne, bound: 1.7 },

  { dtype: 'float32', n: 64 * Ki, p: 0.1, subject: oneThread, base: loop, bound: 29 },
  { dtype: 'float32', n: 64 * Ki, p: 0.25, subject: oneThread, base: loop, bound: 62 },
  { dtype: 'float32', n: 64 * Ki, p: 0.5, subject: oneThread, base: loop, bound: 76 },
  { dtype: 'float32', n: 64 * Ki, p: 0.1, subject: bitsByOne, base: loop, bound: 42 },
  { dtype: 'float32', n: 64 * Ki, p: 0.5, subject: bitsByOne, base: loop, bound: 255 },
  { dtype: 'float32', n: Mi, p: 0.1, subject: wasm, base: loop, bound: 8 },
  { dtype: 'float32', n: Mi, p: 0.5, subject: wasm, base: loop, bound: 12 },
  { dtype: 'float32', n: Mi, p: 0.1, subject: js, base: loop, bound: 1.6 },
  { dtype: 'float32', n: Mi, p: 0.5, subject: js, base: loop, bound: 2.2 },

  { dtype: 'float32', n: 1024, p: 0.5, subject: call, bound: 0.7 },
  { dtype: 'float32', n: 16, p: 0.5, subject: call, bound: 0.3 },
];
