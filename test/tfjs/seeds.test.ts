/** A seed is a number, a text or a generator, and each decides the masks as documented. */

import type { Tensor } from '@tensorflow/tfjs-core';
import { defaultGenerator, dropout as dropoutOfArrays, Generator, manualSeed } from 'native-dropout';
import { dropout, gaussianNoise, layers, type Seed, seeded } from 'native-dropout/tfjs';
import { afterEach, describe, expect, test } from 'vitest';
import { seedWhenNeeded } from '../../src/random/random-seed.js';
import { expectSame } from '../support/same.js';
import { onBackends, taken, tf } from './backends.js';

const n = 200;
const of = (seed?: Seed | null): Float32Array => taken(dropout(tf.ones([n]), 0.5, null, seed));
const expected = (generator: Generator): Float32Array =>
  dropoutOfArrays(new Float32Array(n).fill(1), 0.5, { generator });
const child = (name: string): Generator => new Generator(0).split(name);

onBackends(() => {
  describe.each<{ seed: Seed; generator: Generator }>([
    { seed: 42, generator: new Generator(42) },
    { seed: 0, generator: new Generator(0) },
    { seed: -0, generator: new Generator(0) },
    { seed: 42n, generator: new Generator(42) },
    { seed: 2n ** 64n - 1n, generator: new Generator(2n ** 64n - 1n) },
    { seed: '42', generator: new Generator(42) },
    { seed: '18446744073709551615', generator: new Generator(2n ** 64n - 1n) },
    { seed: 'a run', generator: child('a run') },
    { seed: '', generator: child('') },
    { seed: '-1', generator: child('-1') },
    { seed: -1, generator: child('-1') },
    { seed: 0.5, generator: child('0.5') },
    { seed: 2 ** 53, generator: child('9007199254740992') },
    { seed: Infinity, generator: child('Infinity') },
  ])('$seed', ({ seed, generator }) => {
    test('is the same mask in every call, and takes no draw of the default generator', () => {
      manualSeed(1);
      const first = of(seed);
      expectSame(first, expected(generator), 'the first draw of its generator');
      expectSame(of(seed), first, 'again');
      expect(defaultGenerator.draw).toBe(0);
    });
  });

  test('of a Generator each call takes the next draw', () => {
    const [a, b] = [new Generator(7), new Generator(7)];
    a.draw = b.draw = 2 ** 40;
    for (const call of [1, 2, 3]) expectSame(of(a), expected(b), `call ${call}`);
    expect(a.state).toEqual({ seed: '7', draw: 2 ** 40 + 3 });
  });

  test.each([[undefined], [null]])('of %s each call takes the next draw of the default generator', (seed) => {
    manualSeed(3);
    const [first, second] = [of(seed), of(seed)];
    manualSeed(3);
    expectSame(first, expected(defaultGenerator), 'first');
    expectSame(second, expected(defaultGenerator), 'second');
    expect(defaultGenerator.draw).toBe(2);
  });

  describe('before the default generator has a seed', () => {
    const { random } = Math;
    afterEach(() => {
      Math.random = random;
    });

    /** As Math.seedrandom() does, in a new process. */
    function begin(first: number): void {
      seedWhenNeeded(defaultGenerator as unknown as { _seed: bigint });
      defaultGenerator.draw = 0;
      let next = first;
      Math.random = () => next++ / 64;
    }

    test.each([
      ['a function', () => of()],
      ['a layer', () => taken(layers.dropout({ rate: 0.5 }).apply(tf.ones([n]), { training: true }) as Tensor)],
    ])('%s seeds it of Math.random', (_, mask) => {
      begin(3);
      const first = mask();
      expect(defaultGenerator.state).toEqual({ seed: String((4n << 58n) | (3n << 26n)), draw: 1 });
      expect(Math.random()).toBe(5 / 64);
      expect(mask()).not.toEqual(first);
      begin(3);
      expectSame(mask(), first, 'the same Math.random');
      begin(4);
      expect(mask()).not.toEqual(first);
    });

    test('neither a layer that is made nor a call with a seed takes a number', () => {
      begin(3);
      layers.dropout({ rate: 0.5 });
      of(7);
      expect(Math.random()).toBe(3 / 64);
    });

    test('manualSeed() and seeded() come first', () => {
      for (const seed of [manualSeed, seeded]) {
        begin(3);
        const before = Math.random;
        seed(8);
        expectSame(of(), expected(new Generator(8)), seed.name);
        Math.random = before;
        expect(Math.random()).toBe(3 / 64);
      }
    });
  });

  test('different seeds are different masks', () => {
    const seeds: Seed[] = [1, 2, -1, -2, 1.5, '1.5 ', 'a', 'b', 2n ** 63n];
    const masks = new Set(seeds.map((seed) => of(seed).join()));
    expect(masks.size).toBe(seeds.length);
  });

  test('the other functions have it among their options', () => {
    const once = (seed: Seed): number[] => [...taken(gaussianNoise(tf.zeros([3]), 1, { seed }))];
    expect(once(5)).toEqual(once(new Generator(5)));
    expect(once('a')).toEqual(once(child('a')));
  });
});
