/** A bias gradient has the same bits on every engine and with any number of threads. */

import { afterAll, describe, test } from 'vitest';
import type { StoredArray } from '../../src/core/dtype.js';
import { js } from '../../src/engine/js/engine.js';
import { loadWasm } from '../../src/engine/wasm.js';
import { FORMATS, patternsOf } from '../reference/sixteen-bit.js';
import { jobOf, type Row, rows, run } from '../support/operations.js';
import { native } from '../support/runners.js';
import { expectSame } from '../support/same.js';

/** Enough for several threads; the last block is not full. */
const N = 600_001;
const mask = { seed: 6n, draw: 2, p: 0.3 };

/** Numbers whose sums have different bits in a different order. */
function elementsOf({ dtype }: Row): StoredArray {
  const numbers = new dtype.Compute(N).map((_, i) => ((i * 7919) % 10_007) / 3000 - 1.3);
  const { name } = dtype;
  return name === 'float32' || name === 'float64' ? numbers : patternsOf(FORMATS[name], numbers);
}

describe.each(rows.filter(({ operation }) => operation.sums))('$name', (row) => {
  const threads = native?.threads() ?? 1;
  afterAll(() => native?.setThreads(threads));

  test.each([1, 10, 1000, 4097])('rows of %d', (period) => {
    const x = elementsOf(row);
    const job = { ...jobOf(row, mask, 5, N, { period }), ...(row.operation.other && { other: x }) };
    const y = new row.dtype.Array(N);
    const expected = run(js, job, x, y)?.array ?? x;
    expectSame(run(loadWasm(), job, x, y)?.array ?? y, expected, 'wasm');
    for (const count of native === undefined ? [] : [1, 2, 3, 7]) {
      native?.setThreads(count);
      expectSame(run(native ?? js, job, x, y)?.array ?? y, expected, `${count} threads`);
    }
  });
});
