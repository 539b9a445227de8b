/** Threefry-2x32 and Philox from any counter: Random123's known answers, and counters that overflow. */

import { expect, test } from 'vitest';
import { type Block, philox4x32 } from '../../src/core/philox.js';
import { philoxWords, plusBlocks } from '../../src/replay/philox.js';
import { type Pair, threefry, threefryOf } from '../../src/replay/threefry.js';

/** kat_vectors of Random123: counter, key, result of threefry2x32 with 20 rounds. */
const ANSWERS: [Pair, Pair, Pair][] = [
  [
    [0, 0],
    [0, 0],
    [0x6b200159, 0x99ba4efe],
  ],
  [
    [0xffffffff, 0xffffffff],
    [0xffffffff, 0xffffffff],
    [0x1cb996fc, 0xbb002be7],
  ],
  [
    [0x243f6a88, 0x85a308d3],
    [0x13198a2e, 0x03707344],
    [0xc4923a9c, 0x483df7a0],
  ],
];

test.each(ANSWERS)('threefry of %j with key %j', ([x, y], key, answer) => {
  expect(threefryOf(key, x, y)).toEqual(answer);
});

test('threefry encrypts arrays in place', () => {
  const a = Uint32Array.from(ANSWERS, ([[x]]) => x);
  const b = Uint32Array.from(ANSWERS, ([[, y]]) => y);
  threefry([1, 2], a, b);
  expect(ANSWERS.map((_, i) => [a[i], b[i]])).toEqual(ANSWERS.map(([[x, y]]) => threefryOf([1, 2], x, y)));
});

test.each<[bigint, number, number]>([
  [0n, 0, 0],
  [2n ** 32n - 2n, 5, 6],
  [2n ** 48n - 2n, 5, 6],
  [0xdead_beef_1234_ffffn, 0x9abcdef0, 0xffffffff],
  [2n ** 64n - 2n, 0xffffffff, 7],
  [2n ** 64n - 600n, 0xffffffff, 0xffffffff],
])('philox from block %s of counter words %i, %i', (lower, c, d) => {
  const key: Pair = [0x13198a2e, 0xfedcba98];
  const first: Block = [Number(lower & 0xffffffffn), Number(lower >> 32n), c, d];
  const words = new Uint32Array(5003);
  philoxWords(key, first, words);
  let counter = first;
  for (let i = 0; i < words.length; i += 4) {
    expect(Array.from(words.subarray(i, i + 4))).toEqual(philox4x32(counter, ...key).slice(0, words.length - i));
    counter = counter.slice() as Block;
    for (let w = 0; w < 4 && counter[w]++ === 0xffffffff; ++w) counter[w] = 0;
  }
  expect(plusBlocks(first, BigInt(Math.ceil(words.length / 4)))).toEqual(counter);
});
