/** Neither the number of threads nor the way that results go to memory changes a bit. */

import { afterAll, describe, test } from 'vitest';
import type { StoredArray } from '../../src/core/dtype.js';
import type { NativeEngine } from '../../src/engine/engine.js';
import { input } from '../conformance/engines.js';
import { after, fewRows, jobOf, run, wordsOf } from '../support/operations.js';
import { native } from '../support/runners.js';
import { expectSame } from '../support/same.js';

describe.runIf(native !== undefined)('threads', () => {
  const engine = native as NativeEngine;
  const before = native?.threads() ?? 1;
  afterAll(() => engine.setThreads(before));

  /** Lengths and starts around the cuts between parts. */
  const calls = [
    [16_384, 0],
    [32_768 + 1, 4095],
    [65_536, 7],
    [131_072 - 1, 4096 * 3],
    [1_000_003, 1],
    [2_000_000, 0],
  ];
  const several = [2, 3, 5, 16, 64];

  /** For arrays larger than all caches. */
  const BYTES = 2 ** 27;
  const large = new ArrayBuffer(BYTES + 64);

  describe.each(native?.isas ?? [])('%s', (isa) => {
    test.each(fewRows)('$name: any number of threads gives the bits of one', (row) => {
      engine.setIsa(isa);
      const x = input(row.dtype, 2_000_000);
      const mask = { seed: 77n, draw: 3, p: 0.1 };
      for (const [n, start] of calls) {
        const expected = new row.dtype.Array(n);
        const y = new row.dtype.Array(n);
        const job = jobOf(row, mask, start, n);
        engine.setThreads(1);
        run(engine, job, x.subarray(0, n), expected);
        for (const threads of several) {
          engine.setThreads(threads);
          run(engine, job, x.subarray(0, n), y.fill(77));
          expectSame(y, expected, `length ${n}, ${threads} threads`, row.dtype);
        }
      }
    });

    test('packed bits: any number of threads gives those of one', () => {
      engine.setIsa(isa);
      const mask = { seed: 77n, draw: 3, p: 0.1 };
      for (const [n, first] of calls) {
        const words = Math.ceil(n / 32);
        engine.setThreads(1);
        const expected = wordsOf(engine, mask, first, words);
        for (const threads of several) {
          engine.setThreads(threads);
          expectSame(wordsOf(engine, mask, first, words), expected, `${words} words, ${threads} threads`);
        }
      }
    });

    test.each(fewRows)('$name: an array larger than all caches has the bits of its pieces', (row) => {
      engine.setIsa(isa);
      engine.setThreads(before);
      const mask = { seed: 78n, draw: 3, p: 0.1 };
      const n = BYTES / row.dtype.bytes + 3;
      const x = new row.dtype.Array(large, 0, n).fill(2.5);
      const y = engine.output(row.dtype, n);
      const job = jobOf(row, mask, 1, n);
      run(engine, job, x, y);
      const piece: StoredArray = new row.dtype.Array(2 ** 20);
      for (let from = 0; from < n; from += piece.length) {
        const count = Math.min(piece.length, n - from);
        run(engine, after(job, from), x.subarray(0, count), piece.subarray(0, count));
        expectSame(y.subarray(from, from + count), piece.subarray(0, count), `from ${from}`);
      }
    });
  });
});
