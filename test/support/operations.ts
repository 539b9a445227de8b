/** The rows that tests of engines run: every operation on every dtype, with drawn and with given bits. */

import { type Bits, type DrawnBits, drawnBits, type GivenBits, givenBits } from '../../src/core/bits.js';
import { type ComputeArray, DTYPES, type Dtype, type StoredArray } from '../../src/core/dtype.js';
import { FLAT, type Layout } from '../../src/core/layout.js';
import { OPERATIONS, type Operation, type OperationName } from '../../src/core/operation.js';
import { type Biases, biasesOf, type Sums, sumsOf } from '../../src/core/tile.js';
import { ALPHA_KEEPING, EXPECTED, GIVEN, INVERTED, type Rule } from '../../src/core/values.js';
import type { Engine } from '../../src/engine/engine.js';
import { loadWasm } from '../../src/engine/wasm.js';
import { input } from '../conformance/engines.js';
import type { ReferenceMask } from '../reference/mask.js';
import { VALUES, type Value } from '../reference/values.js';

/** All arguments of a call but x and y. */
export interface Job {
  operation: Operation;
  dtype: Dtype;
  bits: Bits;
  rule: Rule;
  p: number;
  other: StoredArray | undefined;
  bias: Biases | undefined;
  /** Elements of a row of the bias, and of the sums. */
  period: number;
}

/** Where the constants of an operation come from, if not from INVERTED. */
const RULES: Partial<Record<OperationName, Rule>> = {
  affine: ALPHA_KEEPING,
  mix: EXPECTED,
  reject: GIVEN,
  divide: GIVEN,
  reluGradient: GIVEN,
};

/** Given bits are drawn by a fast engine: parity.test.ts compares it with the others. */
const drawer = loadWasm();

/** `n` words of the mask, from word `first` on. */
export function wordsOf(engine: Engine, mask: ReferenceMask, first: number, n: number): Uint32Array {
  const words = new Uint32Array(n);
  engine.draw(bitsOf(mask), first, words);
  return words;
}

export function bitsOf({ seed, draw, p }: ReferenceMask, index = 0): DrawnBits {
  return drawnBits(seed, draw, p, index);
}

/** The bits of n elements from `start` on. Given bits begin at any bit, after words of other elements. */
const SOURCES = {
  drawn: bitsOf,
  given(mask: ReferenceMask, start: number, n: number, layout: Layout): GivenBits {
    const first = Math.floor(start / 32);
    const ahead = first % 40;
    const own = wordsOf(drawer, mask, first, Math.ceil(((start % 32) + n) / 32));
    const bits = new Uint32Array(ahead + own.length).fill(0xaaaaaaaa);
    bits.set(own, ahead);
    return givenBits(bits, 32 * ahead + (start % 32), layout);
  },
};

export interface Row {
  name: string;
  operation: Operation;
  dtype: Dtype;
  /** Computes an element of the reference. */
  value: Value;
  bits: keyof typeof SOURCES;
}

/** An operation without a reference does not compile here. */
const REFERENCES: Readonly<Record<OperationName, Value>> = VALUES;

export const rows: readonly Row[] = OPERATIONS.flatMap((operation) =>
  DTYPES.flatMap((dtype) =>
    (['drawn', 'given'] as const).map((bits) => {
      const name = `${operation.name}, ${dtype.name}, ${bits} bits`;
      return { name, operation, dtype, value: REFERENCES[operation.name], bits };
    }),
  ),
);

/** Every operation on float32, and select on every dtype: for tests that are too slow for every row. */
export const fewRows: readonly Row[] = rows.filter(
  ({ operation, dtype }) => operation.name === 'select' || dtype.name === 'float32',
);

/** Every other element is -0, so that x + bias is x there. */
function biasOf(dtype: Dtype, period: number, n: number): Biases {
  return biasesOf(
    dtype,
    new dtype.Compute(period).map((_, i) => (i % 2 === 0 ? -0 : ((7 * i) % 1013) / 300 - 1)),
    n,
  );
}

/** A row's job on n elements, the first of which has element `start` of the mask. */
export function jobOf(
  { operation, dtype, bits }: Row,
  mask: ReferenceMask,
  start: number,
  n: number,
  { layout = FLAT, period = 10 }: { layout?: Layout; period?: number } = {},
): Job {
  return {
    operation,
    dtype,
    rule: RULES[operation.name] ?? INVERTED,
    p: mask.p,
    other: operation.other ? input(dtype, n).reverse() : undefined,
    bias: operation.bias ? biasOf(dtype, period, n) : undefined,
    period,
    bits: SOURCES[bits](mask, start, n, layout),
  };
}

/** A tile of a job's bias. */
export function tileOf({ bias }: Job): ComputeArray | undefined {
  return bias?.array.subarray(0, bias.tile);
}

/** The job of the elements from `from` on. Its sums begin anew. */
export function after(job: Job, from: number): Job {
  const turned = ({ array, tile }: Biases): Biases => ({
    tile,
    array: array.map((_, i, all) => all[(i + from) % tile]),
  });
  const bits = { ...job.bits, index: job.bits.index + from };
  return { ...job, bits, other: job.other?.subarray(from), bias: job.bias && turned(job.bias) };
}

/** Runs a job. @returns The sums, if the operation has some. */
export function run(engine: Engine, job: Job, x: StoredArray, y: StoredArray): Sums | undefined {
  const { operation, dtype, bits, rule, p, other, bias, period } = job;
  const { length } = x;
  const sums = operation.sums ? sumsOf(dtype, length, period) : undefined;
  engine.run(operation, bits, rule, p, { dtype, length, other, bias, sums, x, y });
  return sums;
}
