/** The speeds that the package must reach. A row is one comparison in one case. */

import { Ki, Mi } from './trial/cases.js';
import type { Identity } from './trial/entrant.js';
import type { OperationName, Place } from './trial/operations.js';
import { NAMED } from './trial/rows.js';

/** An entrant and the operation that it does. */
export interface Side {
  /** Its name in the table. */
  label: string;
  operation: OperationName;
  place: Place;
  name: Identity['name'];
  threads: number;
  /** Default: the best one. */
  isa?: string;
}

export interface Target {
  dtype: string;
  n: number;
  p: number;
  subject: Side;
  /** What the subject is compared with: none, one, or several roofs, of which the slower one is the limit. */
  bases: readonly Side[];
  /**
   * 'speed': at least `bound` times the speed of the base. 'time': at most `bound` times its time. 'µs': at most `bound`
   * microseconds a call.
   */
  measure: 'speed' | 'time' | 'µs';
  bound: number;
  /** Vendor, family and model of the only processor that the row says something about. */
  processor?: string;
}

/** AMD Zen 1. It splits AVX2 instructions in two, and runs the Math.random() loop at 0.055 G elements/s. */
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
const callWithBias = side('a whole call of biasDropout', 'native', 'call with bias', 'out', 1);
const copy = side('copy', 'native copy', 'dropout', 'out', 2);
const scale = side('y = s · y', 'native scale', 'dropout', 'in place', 2);
const sum = side('y = x + residual', 'native add', 'add', 'out', 2);
const loop = side('Math.random loop', 'loop', 'dropout', 'out', 1);
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

/** By p. */
type Bounds = Record<number, number>;

function rows(row: Omit<Target, 'p' | 'bound'>, bounds: Bounds): Target[] {
  return Object.entries(bounds).map(([p, bound]) => ({ ...row, p: Number(p), bound }));
}

function atLeast(bounds: Bounds, subject: Side, base: Side, n: number, dtype = 'float32'): Target[] {
  return rows({ dtype, n, subject, bases: [base], measure: 'speed' }, bounds);
}

function atMost(bounds: Bounds, subject: Side, bases: readonly Side[], n: number, dtype = 'float32'): Target[] {
  return rows({ dtype, n, subject, bases, measure: 'time' }, bounds);
}

function microseconds(bounds: Bounds, subject: Side, n: number): Target[] {
  return rows({ dtype: 'float32', n, subject, bases: [], measure: 'µs' }, bounds);
}

/** At p = 0.1 drawing eight planes may take longer than a copy: memory and the multiplier are both roofs. */
const ROOFS = [copy, draw];

export const TARGETS: Target[] = [
  ...atLeast({ 0.5: 0.97, 0.25: 0.97 }, dropout, copy, 16 * Mi),
  ...atMost({ 0.1: 1.1 }, dropout, ROOFS, 16 * Mi),
  ...atLeast({ 0.5: 0.95, 0.25: 0.95 }, dropout, copy, 64 * Mi),
  ...atMost({ 0.1: 1.1 }, dropout, ROOFS, 64 * Mi),
  ...atLeast({ 0.5: 0.97, 0.25: 0.97, 0.1: 0.93 }, dropout, copy, 16 * Mi, 'float64'),
  ...atLeast({ 0.5: 0.97, 0.25: 0.95 }, inPlace, scale, 16 * Mi),
  ...atMost({ 0.1: 1.1 }, inPlace, [scale, draw], 16 * Mi),
  ...atLeast({ 0.5: 0.95 }, backward, dropout, 16 * Mi),
  ...atLeast({ 0.1: 0.95 }, backward, dropout, 64 * Ki),
  // Given words add one bit to read per element: 8.125 bytes instead of 8, if memory is the limit.
  ...atLeast({ 0.5: 0.95 }, given, dropout, 16 * Mi),
  ...atLeast({ 0.5: 1.7, 0.1: 1.7 }, dropout, byOne, 64 * Ki),
  // Arithmetic alone, on a large array. If this fails, the machine does not provide two whole cores.
  ...atLeast({ 0.1: 1.7 }, draw, drawByOne, 16 * Mi),
  ...microseconds({ 0.5: 0.7 }, callWithOptions, Ki),
  ...microseconds({ 0.5: 0.22 }, callWithOptions, 3),
  ...microseconds({ 0.5: 0.3 }, call, 3),
  ...atMost({ 0.5: 3 }, callWithBias, [call], 16),

  // A dropped run is not read, so there is less to do than for a copy.
  ...atLeast({ 0.5: 1.15, 0.1: 0.95 }, out('channel mask', 'channels'), copy, IMAGES),
  ...atLeast({ 0.5: 0.9 }, out('channels last', 'channels last'), copy, IMAGES),
  ...atLeast({ 0.1: 0.95 }, out('locked', 'locked'), copy, 8 * Mi),
  ...NAMED.flatMap(({ name: dtype }) => [
    ...atLeast({ 0.5: 0.9, 0.25: 0.9 }, dropout, copy, 16 * Mi, dtype),
    ...atMost({ 0.1: 1.25 }, dropout, ROOFS, 16 * Mi, dtype),
  ]),
  ...atLeast({ 0.5: 0.85 }, out('alpha dropout', 'alpha'), copy, 16 * Mi),
  ...atLeast({ 0.1: 0.92 }, out('residual + dropout(x + bias)', 'add'), sum, 16 * Mi),
  ...atLeast({ 0.1: 0.85 }, out('its backward with the bias gradient', 'add backward'), copy, 16 * Mi),
  ...atLeast({ 0: 12 }, numbers('normals', 'normal'), boxMuller, Mi),
  ...atLeast({ 0: 8 }, { ...numbers('normals, AVX2', 'normal'), isa: 'avx2' }, boxMuller, Mi),
  ...atLeast({ 0: 10 }, numbers('uniforms', 'uniform'), mathRandom, Mi),

  ...[
    ...atLeast({ 0.1: 29, 0.25: 62, 0.5: 76 }, byOne, loop, 64 * Ki),
    ...atLeast({ 0.1: 42, 0.5: 255 }, drawByOne, loop, 64 * Ki),
    ...atLeast({ 0.1: 8, 0.5: 12 }, wasm, loop, Mi),
    ...atLeast({ 0.1: 1.6, 0.5: 2.2 }, js, loop, Mi),
  ].map((target) => ({ ...target, processor: ZEN })),
];

/** While half of the cores are busy. */
export const DISTURBED: Target[] = atLeast({ 0.5: 0.95, 0.1: 0.95 }, dropout, byOne, Mi);
