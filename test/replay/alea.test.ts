/** Alea, as a multiply-with-carry of integers, gives the numbers of seedrandom's in float64. */

import seedrandom from 'seedrandom';
import { expect, test } from 'vitest';
import { seededAlea } from '../../src/replay/alea.js';

test.each(['', '0', 'abc', '-3', '1.5', '42', 'ü€😀', 'x'.repeat(1000)])('seed %j, 10,000 numbers', (seed) => {
  const theirs = seedrandom.alea(seed);
  const words = new Uint32Array(10_000);
  seededAlea(seed).fill(words);
  expect(Array.from(words, (word) => word * 2 ** -32)).toEqual(Array.from(words, () => theirs()));
});

test('fills of any length continue each other', () => {
  const [parts, whole] = [seededAlea('7'), seededAlea('7')];
  for (const n of [0, 1, 2, 3, 4, 100]) {
    const one = new Uint32Array(n);
    parts.fill(one);
    const other = new Uint32Array(n);
    for (let i = 0; i < n; ++i) whole.fill(other.subarray(i, i + 1));
    expect(one).toEqual(other);
    expect(parts.copy()).toEqual(whole);
  }
});
