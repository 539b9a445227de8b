/** Every engine and instruction set gives the bits of the js engine, for every operation, wherever an array begins. */

import { beforeAll, describe, expect, test } from 'vitest';
import type { StoredArray } from '../../src/core/dtype.js';
import { SELECT } from '../../src/core/operation.js';
import { js } from '../../src/engine/js/engine.js';
import { input } from '../conformance/engines.js';
import type { ReferenceMask } from '../reference/mask.js';
import { after, jobOf, type Row, rows, run, wordsOf } from '../support/operations.js';
import { runners } from '../support/runners.js';
import { expectSame } from '../support/same.js';

const probabilities = [0, 2 ** -40, 1 / 256, 0.1, 0.25, 0.3, 0.5, 0.875, 0.999, 1];
const keys = [
  { seed: 0n, draw: 0 },
  { seed: 2n ** 64n - 1n, draw: 2 ** 48 - 1 },
  { seed: 0x0123_4567_89ab_cdefn, draw: 2 ** 32 + 5 },
];
/** Around words, groups, steps and chunks of the kernels. */
const lengths = [1, 3, 31, 33, 127, 129, 511, 513, 1023, 1025, 4095, 4097, 9000];
const LONGEST = 9000;
const starts = [0, 1, 33, 1000, 4095, 2 ** 32 - 2000, 2 ** 39 - 4097, 2 ** 48 - LONGEST];
/** Elements between the start of the memory and that of the array: alignments to 4 … 64 bytes. */
const shifts = [0, 1, 3, 5, 8];

const SPECIAL = [Number.NaN, Infinity, -Infinity, -0, 0, 2 ** -149, -(2 ** -24), -(2 ** -1074), 3.4e38] as const;

/** Several times as long as the wasm engine's buffer. */
const LARGE = 100_000;

const known = new Map<string, StoredArray>();

/** What js gives for the longest input, calculated once. */
function expectedOf(row: Row, mask: ReferenceMask, start: number): StoredArray {
  const { dtype, operation } = row;
  const key = [operation.name, dtype.name, mask.seed, mask.p, start].join();
  const before = known.get(key);
  if (before !== undefined) return before;
  const y = new dtype.Array(LONGEST);
  run(js, jobOf(row, mask, start, LONGEST), input(dtype, LONGEST), y);
  known.set(key, y);
  return y;
}

describe.each(runners.filter(({ engine }) => engine !== js))('$name', ({ engine, use }) => {
  beforeAll(use);

  describe.each(rows)('$name', (row) => {
    const { Array: Kind } = row.dtype;
    const drawn = { ...row, bits: 'drawn' } as const;

    // Operations do not depend on how bits are drawn, so one probability is enough for all but select.
    test.each(row.operation === SELECT ? probabilities : [0.3])('p = %d', (p) => {
      const x = input(row.dtype, LONGEST);
      for (const mask of keys.map((key) => ({ ...key, p }))) {
        for (const start of starts) {
          const expected = expectedOf(drawn, mask, start);
          const job = jobOf(row, mask, start, LONGEST);
          for (const [k, n] of lengths.entries()) {
            for (const place of job.other === undefined ? ['new', 'x'] : ['new', 'x', 'other']) {
              const shift = shifts[k % shifts.length];
              const memory = new Kind(LONGEST + 16).fill(77);
              const y = memory.subarray(shift, shift + n);
              if (place !== 'new') y.set((place === 'x' ? x : (job.other ?? x)).subarray(0, n));
              const here = place === 'other' ? { ...job, other: y } : job;
              run(engine, here, place === 'x' ? y : x.subarray(0, n), y);
              const what = `seed ${mask.seed}, start ${start}, length ${n}, y is ${place}`;
              expectSame(y, expected.subarray(0, n), what, row.dtype);
              if (memory[shift + n] !== 77) expect.fail(`${what}: the element after the output was written`);
              if (shift > 0 && memory[shift - 1] !== 77) expect.fail(`${what}: the element before it was written`);
            }
          }
        }
      }
    });

    test.each([...SPECIAL.map((value) => [value]), SPECIAL])(
      'x and the second array are %o, the bias -0',
      (...values) => {
        const wide = new row.dtype.Compute(100).map((_, i) => values[i % values.length]);
        const x = new Kind(100);
        if (row.dtype.stored === undefined) x.set(wide);
        else row.dtype.stored.narrow(wide as Float32Array, 100, x as Uint16Array, 0);
        const job = jobOf(row, { seed: 3n, draw: 0, p: 0.3 }, 0, 100);
        const bias = job.bias && { ...job.bias, array: job.bias.array.fill(-0) };
        const [y, expected] = [new Kind(100), new Kind(100)];
        for (const [by, to] of [
          [engine, y],
          [js, expected],
        ] as const) {
          run(by, { ...job, other: job.other && x, bias }, x, to);
        }
        expectSame(y, expected, 'y', row.dtype);
      },
    );

    test('a large array, and pieces of it', () => {
      const mask = { seed: 8n, draw: 0, p: 0.1 };
      const x = input(row.dtype, LARGE);
      const expected = new Kind(LARGE);
      run(js, jobOf(drawn, mask, 123, LARGE), x, expected);
      const job = jobOf(row, mask, 123, LARGE);
      const [whole, pieces] = [new Kind(LARGE), new Kind(LARGE)];
      run(engine, job, x, whole);
      expectSame(whole, expected, 'whole', row.dtype);
      for (let from = 0, n = 1; from < LARGE; from += n, n = (n * 7) % 10_007) {
        run(engine, after(job, from), x.subarray(from, from + n), pieces.subarray(from, from + n));
      }
      expectSame(pieces, expected, 'pieces', row.dtype);
    });
  });

  test('packed bits', () => {
    for (const p of probabilities) {
      const mask = { seed: 5n, draw: 1, p };
      for (const first of [0, 1, 3, 4, 127, 128, 2 ** 27 - 5, 2 ** 43 - 300]) {
        for (const n of [0, 1, 4, 5, 127, 129, 300]) {
          const what = `p ${p}, word ${first}, ${n} words`;
          expectSame(wordsOf(engine, mask, first, n), wordsOf(js, mask, first, n), what);
        }
      }
      expectSame(wordsOf(engine, mask, 2, 10_000), wordsOf(js, mask, 2, 10_000), `p ${p}, 10,000 words`);
    }
  });
});
