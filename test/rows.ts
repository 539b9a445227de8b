/** What tests of engines go over: every operation on every dtype, with bits that are drawn and with bits that are given. */

import { type Bits, type DrawnBits, drawnBits, noBits } from '../src/bits.js';
import { DTYPES, type Dtype, type FloatArray } from '../src/dtype.js';
import type { Engine } from '../src/engine/engine.js';
import { loadWasm } from '../src/engine/wasm.js';
import { OPERATIONS, type Operation, type OperationName } from '../src/operation.js';
import { viewOf } from '../src/view.js';
import { type ReferenceMask, VALUES, type Value } from './reference.js';

/** All of a call but its arrays. */
export interface Job {
  operation: Operation;
  bits: Bits;
  p: number;
  /** Of the first mask element. */
  index: number;
}

/** Given bits are drawn by a fast engine: parity.test.ts compares it with the others. */
const drawer = loadWasm();

/** `n` words of the mask, from word `first` on. */
export function wordsOf(engine: Engine, mask: ReferenceMask, first: number, n: number): Uint32Array {
  const words = new Uint32Array(n);
  engine.draw(bitsOf(mask), first, words);
  return words;
}

/** Bits of the mask's own, as those of src/bits.ts are of the call that runs. */
export function bitsOf({ seed, draw, p }: ReferenceMask): DrawnBits {
  return drawnBits(seed, draw, p, noBits());
}

/** Where the bits of n elements from `start` on come from; given ones begin at any bit, behind words of other elements. */
const SOURCES = {
  drawn(mask: ReferenceMask, start: number): Pick<Job, 'bits' | 'index'> {
    return { bits: bitsOf(mask), index: start };
  },
  given(mask: ReferenceMask, start: number, n: number): Pick<Job, 'bits' | 'index'> {
    const first = Math.floor(start / 32);
    const ahead = first % 40;
    const own = wordsOf(drawer, mask, first, Math.ceil(((start % 32) + n) / 32));
    const bits = new Uint32Array(ahead + own.length).fill(0xaaaaaaaa);
    bits.set(own, ahead);
    return { bits: { words: bits }, index: 32 * ahead + (start % 32) };
  },
};

export interface Row {
  name: string;
  operation: Operation;
  dtype: Dtype;
  /** What becomes of an element. */
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

/** A row's job on n elements, the first of which has element `start` of the mask. */
export function jobOf({ operation, bits }: Row, mask: ReferenceMask, start: number, n: number): Job {
  return { operation, p: mask.p, ...SOURCES[bits](mask, start, n) };
}

/** The job of those elements from `from` on. */
export function after(job: Job, from: number): Job {
  return { ...job, index: job.index + from };
}

export function run(engine: Engine, job: Job, x: FloatArray, y: FloatArray): void {
  const { operation, bits, p, index } = job;
  const { dtype, length } = viewOf('x', x);
  engine.run(operation, bits, p, { dtype, length, index, x, y });
}
