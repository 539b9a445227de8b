/** The minimal standard generator steps like C++'s std::minstd_rand0, one by one and by jumps. */

import { expect, test } from 'vitest';
import { minstdAfter, minstdAtLeast } from '../../src/replay/minstd.js';

const MODULUS = 2n ** 31n - 1n;

function following(state: number): number {
  return Number((16807n * BigInt(state)) % MODULUS);
}

test('the ten-thousandth state of seed 1 is that of ISO C++, [rand.predef]', () => {
  expect(minstdAfter(1, 10_000)).toBe(1043618065);
});

test.each([1, 2, 16807, 2 ** 30, 2 ** 31 - 2])('bits from state %i, of 0 to 9 words', (start) => {
  for (let length = 0; length < 10; ++length) {
    for (const least of [0, 1, 2 ** 29, 2 ** 30 + 12345, 2 ** 31 - 2]) {
      const bits = new Uint32Array(length);
      minstdAtLeast(start, least, bits);
      let state = start;
      for (let i = 0; i < 32 * length; ++i) {
        state = following(state);
        expect((bits[i >>> 5] >>> (i & 31)) & 1).toBe(Number(state >= least));
      }
      expect(minstdAfter(start, 32 * length)).toBe(state);
    }
  }
});

test('jumps add up, also where the product is a multiple of the period', () => {
  expect(minstdAfter(12345, 2 ** 31 - 2)).toBe(12345);
  expect(minstdAfter(minstdAfter(77, 2 ** 40), 3)).toBe(minstdAfter(77, 2 ** 40 + 3));
});
