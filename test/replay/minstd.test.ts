/** The minimal standard generator steps like C++'s std::minstd_rand0. */

import { expect, test } from 'vitest';
import { minstdAtLeast } from '../../src/replay/minstd.js';
import { following } from '../../src/replay/minstd-step.js';

test('the ten-thousandth state of seed 1 is that of ISO C++, [rand.predef]', () => {
  let state = 1;
  for (let i = 0; i < 10_000; ++i) state = following(state);
  expect(state).toBe(1043618065);
});

test.each([1, 2, 16807, 2 ** 30, 2 ** 31 - 2])('bits from state %i', (start) => {
  for (const n of [0, 1, 31, 32, 33, 1000, 16384, 16385, 50_000]) {
    for (const least of [0, 1, 2 ** 29, 2 ** 30 + 12345, 2 ** 31 - 2, 2 ** 31 - 1]) {
      const bits = minstdAtLeast(start, least, n);
      const wanted = new Uint32Array(Math.ceil(n / 32));
      let state = BigInt(start);
      for (let i = 0; i < n; ++i) {
        state = (16807n * state) % (2n ** 31n - 1n);
        if (Number(state) >= least) wanted[i >>> 5] |= 1 << (i & 31);
      }
      expect(bits).toEqual(wanted);
    }
  }
});
