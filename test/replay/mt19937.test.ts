/** mt19937 draws the words of its authors, of C++ and of Python, one by one or in bulk. */

import { expect, test } from 'vitest';
import { initByArray, initGenrand, type Mt19937 } from '../../src/replay/mt19937.js';

function words(generator: Mt19937, n: number): number[] {
  return Array.from({ length: n }, () => generator.next());
}

test('a number as the seed: the ten-thousandth word of C++’s std::mt19937 (ISO C++, [rand.predef])', () => {
  const generator = initGenrand(5489);
  expect(words(generator, 3)).toEqual([3499211612, 581869302, 3890346734]);
  generator.fill(new Uint32Array(9996));
  expect(generator.next()).toBe(4123659995);
});

test('a list as the seed: the first words of the authors’ mt19937ar.out', () => {
  const generator = initByArray([0x123, 0x234, 0x345, 0x456]);
  expect(words(generator, 5)).toEqual([1067595299, 955945823, 477289528, 4107218783, 4228976476]);
});

test('a list longer than the state: random.Random of Python with a seed of 625 words', () => {
  // random.seed(sum((i + 1) << 32 * i for i in range(625))); random.getrandbits(32), three times
  const generator = initByArray(Array.from({ length: 625 }, (_, i) => i + 1));
  expect(words(generator, 3)).toEqual([2582801859, 362485706, 3450397184]);
});

test('words one by one are the words of a fill, across blocks', () => {
  const [single, bulk] = [initGenrand(7), initGenrand(7)];
  for (const n of [1, 622, 0, 2, 624, 1300]) {
    const filled = new Uint32Array(n);
    bulk.fill(filled);
    expect([...filled]).toEqual(words(single, n));
    expect(bulk.used).toBe(single.used);
  }
});

test('a copy draws the same words and leaves its original where it was', () => {
  const generator = initGenrand(7);
  generator.next();
  const ahead = words(generator.copy(), 700);
  expect(words(generator, 700)).toEqual(ahead);
});
