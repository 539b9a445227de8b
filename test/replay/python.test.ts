/** PythonRandom draws what Python's random.Random draws, and refuses what it cannot replay without drawing. */

import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { PythonRandom, type PythonState } from '../../src/replay/python.js';
import { golden, integersOf, numbersOf, type Script } from './golden.js';

const { scripts } = golden<{ scripts: Script[] }>('numpy.json');

const OPERATIONS: Record<string, (random: PythonRandom, a: Record<string, number>) => object> = {
  random: (random, { n }) =>
    numbersOf(
      Float64Array.from({ length: n }, () => random.random()),
      'f64',
    ),
  shuffle: (random, { n }) => integersOf(random.shuffle(Array.from({ length: n }, (_, i) => i))),
  randint: (random, { n, low, high }) => integersOf(Array.from({ length: n }, () => random.randint(low, high))),
  sample: (random, { n, of }) => integersOf(random.sample(of, n)),
};

test.each(scripts.filter(({ kind }) => kind === 'random.Random'))('a script of seed $seed', ({ seed, steps }) => {
  const random = new PythonRandom(BigInt(seed as string));
  for (const [name, args, result] of steps) expect(OPERATIONS[name](random, args), name).toEqual(result);
});

test('bits, choices and uniform numbers of Python 3.11, seed 42', () => {
  const random = new PythonRandom(42);
  expect(random.random()).toBe(0.6394267984578837);
  expect(random.randint(1, 6)).toBe(1);
  expect(random.sample(Array.from('0123456789'.repeat(10)), 3)).toEqual(['4', '5', '1']); // 94, 35, 31
  expect(random.getrandbits(50)).toBe(157106567403230);
  expect(random.getrandbits(33)).toBe(3163119785);
  expect(random.getrandbits(32)).toBe(2906402157);
  expect(random.getrandbits(0)).toBe(0);
  expect(random.getrandbits(1)).toBe(1);
  expect(random.choice([3, 4, 5])).toBe(5);
  expect(random.uniform(-2, 3)).toBe(-1.5653058368529194);
  expect(random.randint(-(2 ** 52), 2 ** 52 - 2)).toBe(-4217325360049767);
});

test('few of many are drawn without a list of those that are left, from the length on that Python has', () => {
  const random = new PythonRandom(10);
  expect(random.sample(60, 6)).toEqual([36, 2, 27, 30, 59, 0]);
  expect(random.sample(60, 5)).toEqual([13, 29, 52, 31, 17]);
  expect(random.random()).toBe(0.6534725339011758);
});

test('a state is JSON, of ours and of a running Python, and continues where it was taken', () => {
  const random = new PythonRandom(-7);
  random.random();
  const state = JSON.parse(JSON.stringify(random)) as PythonState;
  expect(state).toEqual([3, expect.any(Array), null]);
  expect(state[1]).toHaveLength(625);
  const other = new PythonRandom(0);
  other.state = state;
  expect(other.random()).toBe(random.random());
  other.state = [3, state[1], 0.5]; // after gauss()
  expect(other.state[2]).toBe(0.5);
});

test('is shown with its state', () => {
  expect(inspect(new PythonRandom(1))).toMatch(/^PythonRandom \{\s+state: \[\s+3,/);
});

const zeros = Array<number>(624).fill(0);

test.each<[string, (random: PythonRandom) => unknown, RegExp]>([
  ['a seed with a fraction', () => new PythonRandom(1.5), /^seed: expected a safe integer or a bigint, got 1.5/],
  ['a text as the seed', () => new PythonRandom('a' as never), /^seed: /],
  ['a range from behind', (random) => random.randint(2, 1), /^b: expected an integer in \[2, /],
  ['too long a range', (random) => random.randint(-1, 2 ** 53 - 1), /^b: /],
  ['54 bits', (random) => random.getrandbits(54), /^k: expected an integer in \[0, 53\]/],
  ['no choice', (random) => random.choice([]), /^list: expected at least 1 elements, got 0/],
  ['a choice from a text', (random) => random.choice('ab' as never), /^list: expected an array/],
  ['more than there are', (random) => random.sample([1, 2], 3), /^k: expected an integer in \[0, 2\], got 3/],
  ['a text to sample', (random) => random.sample('ab' as never, 1), /^population: /],
  ['an object to shuffle', (random) => random.shuffle({ length: 2 }), /^array: expected an array or a typed array/],
  [
    'bytes without a type',
    (random) => random.shuffle(new DataView(new ArrayBuffer(8)) as never),
    /^array: expected an array or a typed array/,
  ],
  ['a frozen list', (random) => random.shuffle(Object.freeze([1, 2, 3])), /read only/],
  ['an infinite limit', (random) => random.uniform(0, Infinity), /^b: expected a finite number/],
  ['a state of another version', (random) => (random.state = [2 as never, [...zeros, 0], null]), /^state\[0\]: /],
  [
    'too few words',
    (random) => (random.state = [3, zeros, null]),
    /^state\[1\]: expected a list of 625 integers, got 624/,
  ],
  [
    'a word of 33 bits',
    (random) => (random.state = [3, [...zeros.slice(1), 2 ** 32, 0], null]),
    /^state\[1\]\[623\]: /,
  ],
  ['a place after the end', (random) => (random.state = [3, [...zeros, 625], null]), /^state\[1\]\[624\]: /],
  ['a text as the next normal', (random) => (random.state = [3, [...zeros, 0], 'x' as never]), /^state\[2\]: /],
  [
    'two entries',
    (random) => (random.state = [3, zeros] as never),
    /^state: expected a list like random.getstate\(\), got 2/,
  ],
  ['no list', (random) => (random.state = {} as never), /^state: expected a list like random.getstate\(\)/],
])('%s is refused and draws nothing', (_, call, message) => {
  const random = new PythonRandom(1);
  expect(() => call(random)).toThrow(message);
  expect(random.state).toEqual(new PythonRandom(1).state);
});
