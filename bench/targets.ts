/** What the package is to reach, as data: one row is one comparison in one case. */

import { Ki, Mi } from './cases.js';
import type { Identity } from './entrant.js';
import type { OperationName, Place } from './operations.js';

/** An entrant, doing an operation; natively with the best instruction set. */
export interface Side {
  /** How the table calls it. */
  label: string;
  operation: OperationName;
  place: Place;
  name: Identity['name'];
  threads: number;
  /** The best one when left out. */
  isa?: string;
}

export interface Target {
  dtype: string;
  n: number;
  p: number;
  subject: Side;
  /** What the subject's speed is divided by; of its variants the fastest. */
  base?: Side;
  /** At least this ratio, or without a base at most so many microseconds a call. */
  bound: number;
  /** Vendor, family and model of the only processor that the row says something about. */
  processor?: string;
}

/** Zen of the first generation, with AVX2 in halves and a Math.random() loop at 0.055 G elements/s. */
const ZEN = 'AuthenticAMD 23 1';

function side(label: string, name: Side['name'], operation: OperationName, place: Place, threads: number): Side {
  return { label, name, operation, place, threads };
}

const dropout = side('dropout', 'native', 'dropout', 'out', 2);
const byOne = side('dropout, 1 thread', 'native', 'dropout', 'out', 1);
const inPlace = side('dropout in place', 'native', 'dropout', 'in place', 2);
const given = side('given words', 'native', 'given', 'out', 2);
const backward = side('backward', 'native', 'backward', 'out', 2);
const draw = side('mask alone', 'native', 'draw', 'new', 2);
const drawByOne = side('mask alone, 1 thread', 'native', 'draw', 'new', 1);
const wasm = side('wasm', 'wasm', 'dropout', 'out', 1);
const js = side('js', 'js', 'dropout', 'out', 1);
const call = side('a whole call', 'native', 'call', 'out', 1);
const callWithOptions = side('a whole call with options', 'native', 'call with options', 'out', 1);
const copy = side('copy', 'native copy', 'dropout', 'out', 2);
const scale = side('y = s · y', 'native scale', 'dropout', 'in place', 2);
const loop = side('Math.random loop', 'loop', 'dropout', 'out', 1);

const sum = side('y = x + residual', 'native add', 'add', 'out', 2);
const boxMuller = side('Box–Muller loop', 'loop', 'normal', 'out', 1);
const mathRandom = side('Math.random loop', 'loop', 'uniform', 'out', 1);

/** [32, 64, 112, 112] */
const IMAGES = 32 * 64 * 112 * 112;

function out(label: string, operation: OperationName): Side {
  return side(label, 'native', operation, 'out', 2);
}

function numbers(label: string, operation: OperationName): Side {
  return side(label, 'native', operation, 'out', 1);
}

/** The same comparison for several p, each with a bound of its own. */
function each(row: Omit<Target, 'p' | 'bound'>, bounds: Record<number, number>): Target[] {
  return Object.entries(bounds).map(([p, bound]) => ({ ...row, p: Number(p), bound }));
}

export const TARGETS: Target[] = [
  ...each({ dtype: 'float32', n: 16 * Mi, subject: dropout, base: copy }, { 0.5: 0.95, 0.25: 0.95, 0.1: 0.85 }),
  ...each({ dtype: 'float32', n: 64 * Mi, subject: dropout, base: copy }, { 0.5: 0.95, 0.25: 0.95, 0.1: 0.85 }),
  ...each({ dtype: 'float64', n: 16 * Mi, subject: dropout, base: copy }, { 0.5: 0.95, 0.25: 0.95, 0.1: 0.85 }),
  ...each({ dtype: 'float32', n: 16 * Mi, subject: inPlace, base: scale }, { 0.5: 0.95, 0.25: 0.95, 0.1: 0.95 }),
  ...each({ dtype: 'float32', n: 16 * Mi, subject: backward, base: dropout }, { 0.5: 0.95 }),
  ...each({ dtype: 'float32', n: 64 * Ki, subject: backward, base: dropout }, { 0.1: 0.95 }),
  // The words are one more bit an element to read: 8.125 bytes for 8, where memory is what counts.
  ...each({ dtype: 'float32', n: 16 * Mi, subject: given, base: dropout }, { 0.5: 0.95 }),
  ...each({ dtype: 'float32', n: 64 * Ki, subject: dropout, base: byOne }, { 0.5: 1.7, 0.1: 1.7 }),
  // Nothing but arithmetic, on a large array: where this does not hold, the machine is not giving two whole cores.
  ...each({ dtype: 'float32', n: 16 * Mi, subject: draw, base: drawByOne }, { 0.1: 1.7 }),
  ...each({ dtype: 'float32', n: Ki, subject: callWithOptions }, { 0.5: 0.7 }),
  ...each({ dtype: 'float32', n: 3, subject: callWithOptions }, { 0.5: 0.3 }),
  ...each({ dtype: 'float32', n: 3, subject: call }, { 0.5: 0.3 }),

  // A dropped run is not read, so there is less to do than for a copy.
  ...each(
    { dtype: 'float32', n: IMAGES, subject: out('channel mask', 'channels'), base: copy },
    { 0.5: 1.15, 0.1: 0.95 },
  ),
  ...each({ dtype: 'float32', n: IMAGES, subject: out('channels last', 'channels last'), base: copy }, { 0.5: 0.9 }),
  ...each({ dtype: 'float32', n: 8 * Mi, subject: out('locked', 'locked'), base: copy }, { 0.1: 0.95 }),
  // Of 16-bit floats there are twice as many in the bytes of a copy, and at p = 0.1 drawing them takes longer.
  ...['float16', 'bfloat16'].flatMap((dtype) => [
    ...each({ dtype, n: 16 * Mi, subject: dropout, base: copy }, { 0.5: 0.85, 0.25: 0.85 }),
    ...each({ dtype, n: 16 * Mi, subject: dropout, base: draw }, { 0.1: 0.8 }),
  ]),
  ...each({ dtype: 'float32', n: 16 * Mi, subject: out('alpha dropout', 'alpha'), base: copy }, { 0.5: 0.85 }),
  ...each(
    { dtype: 'float32', n: 16 * Mi, subject: out('residual + dropout(x + bias)', 'add'), base: sum },
    { 0.1: 0.9 },
  ),
  ...each({ dtype: 'float32', n: 16 * Mi, subject: out('its backward', 'add backward'), base: copy }, { 0.1: 0.85 }),
  ...each({ dtype: 'float32', n: Mi, subject: numbers('normals', 'normal'), base: boxMuller }, { 0: 12 }),
  ...each(
    { dtype: 'float32', n: Mi, subject: { ...numbers('normals, AVX2', 'normal'), isa: 'avx2' }, base: boxMuller },
    { 0: 8 },
  ),
  ...each({ dtype: 'float32', n: Mi, subject: numbers('uniforms', 'uniform'), base: mathRandom }, { 0: 10 }),

  ...each({ dtype: 'float32', n: 64 * Ki, subject: byOne, base: loop, processor: ZEN }, { 0.1: 29, 0.25: 62, 0.5: 76 }),
  ...each({ dtype: 'float32', n: 64 * Ki, subject: drawByOne, base: loop, processor: ZEN }, { 0.1: 42, 0.5: 255 }),
  ...each({ dtype: 'float32', n: Mi, subject: wasm, base: loop, processor: ZEN }, { 0.1: 8, 0.5: 12 }),
  ...each({ dtype: 'float32', n: Mi, subject: js, base: loop, processor: ZEN }, { 0.1: 1.6, 0.5: 2.2 }),
];

/** With as many other processes at work as half of the cores. */
export const DISTURBED: Target[] = each(
  { dtype: 'float32', n: Mi, subject: dropout, base: byOne },
  { 0.5: 0.95, 0.1: 0.95 },
);
