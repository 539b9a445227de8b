/** Every engine repeats a bias, and sums its gradient, as the reference does, for any length of array and bias. */

import { beforeAll, describe, test } from 'vitest';
import { sumsOf } from '../../src/core/tile.js';
import { input } from '../conformance/engines.js';
import { applyTo } from '../reference/values.js';
import { type Job, jobOf, type Row, rows, run, tileOf } from '../support/operations.js';
import { runners } from '../support/runners.js';
import { expectSame } from '../support/same.js';

/** Short ones, many of which make a tile, and long ones. The last is longer than the arrays. */
const periods = [1, 3, 10, 31, 32, 1000, 4096, 4097, 70_001];
/** Around words and tiles. */
const lengths = [0, 1, 32, 1023, 1985, 4098];
/** Beyond a block of rows of 3, which has 67,584 elements. */
const LONGEST = 70_001;

const repeating = rows.filter(({ operation, bits }) => (operation.bias || operation.sums) && bits === 'given');

function isKept({ bits }: Job, i: number): boolean {
  const bit = bits.index + i;
  return bits.words !== undefined && ((bits.words[bit >>> 5] >>> (bit & 31)) & 1) === 1;
}

/** Special numbers come only among the first elements, so that later sums are numbers. */
function elementsOf({ dtype }: Row): ReturnType<typeof input> {
  const x = input(dtype, LONGEST);
  if (dtype.stored !== undefined) return x.map((bits) => (bits & 0x8fff) | 0x3000);
  return x.map((value, i) => (i < 700 || Math.abs(value) < 4 ? value : 1.25));
}

describe.each(repeating)('$name', (row) => {
  const { dtype, value } = row;
  const all = elementsOf(row);
  const cases = periods.flatMap((period) =>
    [...lengths, ...(period === 3 ? [LONGEST] : [])].map((n) => {
      const job = jobOf(row, { seed: 3n, draw: 1, p: 0.3 }, 77, n, { period });
      return { what: `${n} elements, rows of ${period}`, job, x: all.subarray(0, n) };
    }),
  );
  const expected: ReturnType<typeof reference>[] = [];

  function reference(job: Job, x: typeof all) {
    const { y, values } = applyTo((i) => isKept(job, i), job.p, x, {
      ...job,
      bias: tileOf(job),
      value,
      dtype: dtype.name,
    });
    const { array: sums, tile, block } = sumsOf(dtype, x.length, job.period);
    for (const [i, one] of values.entries()) sums[Math.floor(i / block) * tile + ((i % block) % tile)] += one;
    return { y, sums };
  }

  beforeAll(() => {
    for (const { job, x } of cases) expected.push(reference(job, x));
  });

  test.each(runners)('$name', ({ engine, use }) => {
    use();
    for (const [k, { what, job, x }] of cases.entries()) {
      const y = new dtype.Array(x.length);
      const sums = run(engine, job, x, y);
      expectSame(y, expected[k].y, what, dtype);
      if (sums !== undefined) expectSame(sums.array, expected[k].sums, `sums, ${what}`);
    }
  });
});
