/** Elements that share a mask element get its bit, for every operation with given bits, on every engine. */

import { describe, test } from 'vitest';
import { type GivenBits, givenBits } from '../../src/core/bits.js';
import { js } from '../../src/engine/js/engine.js';
import { input } from '../conformance/engines.js';
import { jobOf, rows, run } from '../support/operations.js';
import { runners } from '../support/runners.js';
import { expectSame } from '../support/same.js';

/** Shared runs that are shorter and longer than words, steps and chunks, of single elements and of rows. */
const layouts = [
  [1, 1],
  [7, 1],
  [32, 1],
  [300, 1],
  [5000, 1],
  [3, 5],
  [9, 1],
  [4, 64],
  [2, 1000],
  [3, 33],
  [2, 5000],
].map(([shared, inner]) => ({ shared, inner }));

const lengths = [0, 1, 31, 33, 1000, 4097, 20_011];
const LONGEST = 20_011;

/** The bits of the array elements, each with its own. */
function writtenOut({ words: given, index, layout: { shared, inner } }: GivenBits): Uint32Array {
  const words = new Uint32Array(Math.ceil(LONGEST / 32));
  for (let e = 0; e < LONGEST; ++e) {
    const bit = index + Math.floor(e / (shared * inner)) * inner + (e % inner);
    words[e >>> 5] |= ((given[bit >>> 5] >>> (bit & 31)) & 1) << (e & 31);
  }
  return words;
}

describe.each(runners)('$name', ({ engine, use }) => {
  test.each(rows.filter(({ bits }) => bits === 'given'))('$name', (row) => {
    use();
    const { dtype } = row;
    const all = input(dtype, LONGEST);
    for (const [k, layout] of layouts.entries()) {
      const job = jobOf(row, { seed: BigInt(k), draw: 3, p: 0.4 }, 1000 + 7 * k, LONGEST, { layout });
      const flat = { ...job, bits: givenBits(writtenOut(job.bits as GivenBits)) };
      for (const n of lengths) {
        const x = all.subarray(0, n);
        const what = `${n} elements of ${layout.inner} shared by ${layout.shared}`;
        const [y, expected] = [new dtype.Array(n), new dtype.Array(n)];
        run(engine, job, x, y);
        run(js, flat, x, expected);
        expectSame(y, expected, what, dtype);
      }
    }
  });
});
