/** Every engine and instruction set gives the random numbers of the js engine, wherever an array begins. */

import { beforeAll, describe, expect, test } from 'vitest';
import { keyOf } from '../../src/core/bits.js';
import { DISTRIBUTIONS, type Distribution } from '../../src/core/distribution.js';
import { type ComputeArray, type Dtype, FLOAT32, FLOAT64 } from '../../src/core/dtype.js';
import type { Engine } from '../../src/engine/engine.js';
import { js } from '../../src/engine/js/engine.js';
import { runners } from '../support/runners.js';
import { expectSame } from '../support/same.js';

const keys = [keyOf(0n, 0), keyOf(2n ** 64n - 1n, 2 ** 48 - 1), keyOf(0x0123_4567_89ab_cdefn, 2 ** 32 + 5)];

/** Around the sizes of blocks, steps and batches of the kernels. */
const lengths = [0, 1, 2, 3, 5, 15, 17, 31, 33, 63, 65, 127, 1023, 1025, 3000];
const LONGEST = 3000;
const firsts = [0, 1, 2, 3, 33, 1023, 2 ** 34 - 1500, 2 ** 48 - LONGEST];
/** Elements between the start of the memory and that of the array: alignments to 4 … 64 bytes. */
const shifts = [0, 1, 3, 5, 8];

/** Several times as long as the wasm engine's buffer, and enough for several threads. */
const LARGE = 150_000;

const scaling = { shift: Math.fround(-0.3), scale: Math.fround(1.7), most: Math.fround(1.1) };

const rows = DISTRIBUTIONS.flatMap((distribution) =>
  [FLOAT32, FLOAT64].map((dtype) => ({ name: `${distribution.name}, ${dtype.name}`, distribution, dtype })),
);

function fill(engine: Engine, row: { distribution: Distribution; dtype: Dtype }, key = keys[0], first = 0) {
  return (y: ComputeArray): ComputeArray => {
    engine.numbers(row.distribution, scaling, key, { dtype: row.dtype, length: y.length, first, y });
    return y;
  };
}

describe.each(runners.filter(({ engine }) => engine !== js))('$name', ({ engine, use }) => {
  beforeAll(use);

  test.each(rows)('$name', (row) => {
    const { Compute: Kind } = row.dtype;
    for (const key of keys) {
      for (const first of firsts) {
        const expected = fill(js, row, key, first)(new Kind(LONGEST));
        for (const [k, n] of lengths.entries()) {
          const shift = shifts[k % shifts.length];
          const memory = new Kind(LONGEST + 16).fill(77);
          const y = fill(engine, row, key, first)(memory.subarray(shift, shift + n));
          const what = `draw ${key.drawLow}, number ${first}, ${n} numbers`;
          expectSame(y, expected.subarray(0, n), what);
          if (memory[shift + n] !== 77) expect.fail(`${what}: the element after the output was written`);
          if (shift > 0 && memory[shift - 1] !== 77) expect.fail(`${what}: the element before it was written`);
        }
      }
    }
  });

  test.each(rows)('$name: a large array, and pieces of it', (row) => {
    const { Compute: Kind } = row.dtype;
    const expected = fill(js, row, keys[2], 123)(new Kind(LARGE));
    expectSame(fill(engine, row, keys[2], 123)(new Kind(LARGE)), expected, 'whole');
    const pieces = new Kind(LARGE);
    for (let from = 0, n = 1; from < LARGE; from += n, n = (n * 7) % 10_007) {
      fill(engine, row, keys[2], 123 + from)(pieces.subarray(from, from + n));
    }
    expectSame(pieces, expected, 'pieces');
  });

  test('words', () => {
    const draw = (by: Engine, stream: number, first: number, n: number): Uint32Array => {
      const words = new Uint32Array(n);
      by.words(keys[1], stream, first, words);
      return words;
    };
    for (const stream of [16, 19, 2 ** 31 + 1]) {
      for (const first of firsts) {
        for (const n of lengths) {
          expectSame(draw(engine, stream, first, n), draw(js, stream, first, n), `${n} words from ${first} on`);
        }
      }
    }
    expectSame(draw(engine, 19, 5, LARGE), draw(js, 19, 5, LARGE), 'many words');
  });
});
