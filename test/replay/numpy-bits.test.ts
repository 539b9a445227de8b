/** SeedSequence, PCG64 and Philox give the numbers of numpy 2.4.6: `random_raw` and `generate_state`. */

import { expect, test } from 'vitest';
import { integerWords } from '../../src/replay/integer-words.js';
import { Pcg64, seededPcg64 } from '../../src/replay/pcg64.js';
import { Philox4x64, seededPhilox4x64 } from '../../src/replay/philox4x64.js';
import { seedSequence } from '../../src/replay/seed-sequence.js';

/** The next n numbers. */
function raw(generator: Pcg64 | Philox4x64, n: number): bigint[] {
  const words = new Uint32Array(2 * n);
  generator.fill(words);
  return [...new BigUint64Array(words.buffer)];
}

test('SeedSequence(0), ([1, 2, 3]), (2**130 + 5), and a list longer than the pool', () => {
  expect([...seedSequence([0], 4)]).toEqual([2968811710, 3677149159, 745650761, 2884920346]);
  expect([...seedSequence([1, 2, 3], 4)]).toEqual([3822189696, 3026158655, 540542919, 1119972918]);
  const large = integerWords(2n ** 130n + 5n);
  expect([...seedSequence(large, 4)]).toEqual([3860361780, 2045784467, 3828541135, 2045165508]);
  expect([...seedSequence([1, 2, 3, 4, 5, 6], 3)]).toEqual([488360481, 3956080669, 2986500235]);
});

test('spawned sequences: SeedSequence(42).spawn(4)[3], SeedSequence(2**200 + 9).spawn(2)[1]', () => {
  expect([...seedSequence([42], 4, [3])]).toEqual([3276785861, 872644253, 1208066006, 3985109429]);
  const large = integerWords(2n ** 200n + 9n);
  expect([...seedSequence(large, 4, [1])]).toEqual([3505670302, 833272436, 1269504879, 1887406754]);
  expect(raw(seededPcg64([7], [1]), 2)).toEqual([8865173266238536338n, 1098352469356231332n]);
});

test.each<[bigint, bigint[]]>([
  [0n, [11749869230777074271n, 4976686463289251617n, 755828109848996024n]],
  [7n, [11530976094092348043n, 16550673365885938325n, 14308875409591826786n]],
  [2n ** 70n + 1n, [14425551980136180521n, 2825993860888098088n, 1976554911109868112n]],
])('PCG64(%i)', (seed, numbers) => {
  expect(raw(seededPcg64(integerWords(seed)), 3)).toEqual(numbers);
});

test('the 100,001st number of PCG64(7)', () => {
  const generator = seededPcg64([7]);
  generator.fill(new Uint32Array(200_000));
  expect(raw(generator, 1)).toEqual([12810722331171056035n]);
});

test('a step of PCG64 carries through words of ones', () => {
  const ones = new Uint32Array(4).fill(0xffffffff);
  const state = 2n ** 128n - 1n;
  let next = state;
  const generator = new Pcg64(ones.slice(), ones);
  for (let i = 0; i < 1000; ++i) {
    generator.fill(new Uint32Array(2));
    next = (next * 0x2360ed051fc65da44385df649fccf645n + state) & state;
    expect([...generator.state]).toEqual([0n, 32n, 64n, 96n].map((shift) => Number((next >> shift) & 0xffffffffn)));
  }
});

test('Philox(key=0), Random123’s block of counter 1; Philox(7) and its 100,004th number', () => {
  expect(raw(new Philox4x64(new Uint32Array(4)), 4)).toEqual([
    0x2f4ba6408e4d89bn,
    0x3dd62b0b9ca8c5b2n,
    0x1c8667a55d902e79n,
    0x907d7a052fd5b4dcn,
  ]);
  const generator = seededPhilox4x64([7]);
  expect(raw(generator, 3)).toEqual([8648156199155761070n, 7861003179181181637n, 6695830538717239923n]);
  generator.fill(new Uint32Array(200_000));
  expect(raw(generator, 1)).toEqual([9880219381966946237n]);
});

test('Philox of ones, where every carry is made: kat_vectors of Random123', () => {
  const generator = new Philox4x64(
    new Uint32Array(4).fill(0xffffffff),
    Uint32Array.from([0xfffffffe, ...Array<number>(7).fill(0xffffffff)]),
  );
  expect(raw(generator, 4)).toEqual([
    0x87b092c3013fe90bn,
    0x438c3c67be8d0224n,
    0x9cc7d7c69cd777b6n,
    0xa09caebf594f0ba0n,
  ]);
  expect(raw(generator, 1)).toEqual(raw(new Philox4x64(generator.key, new Uint32Array(8).fill(0xffffffff)), 1));
  expect(generator.counter).toEqual(new Uint32Array(8));
});

test('numbers one by one are the numbers of a fill, and a copy leaves its original where it was', () => {
  for (const generator of [seededPcg64([5]), seededPhilox4x64([5])]) {
    const bulk = generator.copy();
    const numbers = raw(bulk, 23);
    expect(Array.from({ length: 23 }, () => raw(generator, 1)[0])).toEqual(numbers);
    expect(generator).toEqual(bulk);
  }
});
