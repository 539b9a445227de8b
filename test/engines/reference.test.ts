/** Every engine gives the bits of the reference, for random seeds, draws, probabilities, offsets and values. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawn } from '../reference/mask.js';
import { apply } from '../reference/values.js';
import { jobOf, rows, run, tileOf, wordsOf } from '../support/operations.js';
import { runners } from '../support/runners.js';
import { expectSame } from '../support/same.js';

const runs = { numRuns: 150, seed: 20_261_122 };

/** Any probability, and often one with few binary digits or close to 0 or 1. */
const probability = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.tuple(fc.integer({ min: 0, max: 256 }), fc.constantFrom(16, 64, 256)).map(([k, n]) => Math.min(1, k / n)),
  fc.integer({ min: 0, max: 1000 }).map((k) => k * 2 ** -40),
  fc.integer({ min: 0, max: 1000 }).map((k) => 1 - k * 2 ** -41),
);

const mask = fc.record({
  seed: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  draw: fc.oneof(fc.nat(10), fc.integer({ min: 0, max: 2 ** 48 - 1 })),
  p: probability,
});
const start = fc.oneof(
  fc.nat(5000),
  fc.constantFrom(2 ** 32, 2 ** 39, 2 ** 48 - 100).map((edge) => edge - 100),
  fc.integer({ min: 0, max: 2 ** 48 - 300 }),
);

describe.each(runners)('$name against the reference', ({ engine, use }) => {
  test.each(rows)('$name', (row) => {
    const { dtype, value } = row;
    const { Array: Kind, bytes } = dtype;
    const one = bytes === 2 ? fc.nat(2 ** 16 - 1) : bytes === 4 ? fc.float() : fc.double();
    const values = fc.array(one, { maxLength: 200 });
    use();
    fc.assert(
      fc.property(mask, start, values, fc.boolean(), (parameters, index, list, inplace) => {
        const x = new Kind(list.length);
        x.set(list);
        const y = inplace ? x.slice() : new Kind(x.length);
        const job = jobOf(row, parameters, index, x.length);
        const others = { value, dtype: dtype.name, other: job.other, bias: tileOf(job) };
        const expected = apply(parameters, x, index, others);
        run(engine, job, inplace ? y : x, y);
        expectSame(y, expected, 'y', dtype);
      }),
      runs,
    );
  });

  test('packed bits', () => {
    use();
    fc.assert(
      fc.property(mask, fc.integer({ min: 0, max: 2 ** 43 - 10 }), fc.nat(8), (parameters, first, n) => {
        const bits = wordsOf(engine, parameters, first, n);
        const reference = drawn(parameters);
        for (const i of [0, 31, 32 * n - 1, 17 * n].filter((one) => one >= 0 && one < 32 * n)) {
          const kept = ((bits[i >>> 5] >>> (i & 31)) & 1) === 1;
          expect(kept, `bit ${i}`).toBe(reference.kept(32 * first + i));
        }
      }),
      runs,
    );
  });
});
