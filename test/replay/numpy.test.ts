/** NumpyRandomState and NumpyGenerator draw what numpy draws, script by script, and refuse bad input without drawing. */

import { expect, test } from 'vitest';
import { alphaDropout, dropout, gaussianDropout } from '../../src/index.js';
import { NumpyGenerator, NumpyRandomState } from '../../src/replay/index.js';
import { golden, integersOf, keepOf, numbersOf, type Script } from './golden.js';

const { scripts } = golden<{ scripts: Script[] }>('numpy.json');

type Numpy = NumpyRandomState | NumpyGenerator;

const OPERATIONS: Record<string, (random: Numpy, a: Record<string, number>) => object> = {
  random: (random, { n }) => numbersOf(random.random(n), 'f64'),
  random32: (random, { n }) => numbersOf((random as NumpyGenerator).random(n, { dtype: 'float32' })),
  uniform: (random, { n, low, high }) => numbersOf(random.uniform(low, high, n), 'f64'),
  mask: (random, { n, ratio }) => keepOf(random.mask(ratio, n).toBits(n), n),
  permutation: (random, { n }) => integersOf(random.permutation(n)),
  randint: (random, { n, low, high }) => integersOf((random as NumpyRandomState).randint(low, high, n)),
  integers: (random, { n, low, high }) => integersOf((random as NumpyGenerator).integers(low, high, n)),
  standard_normal: (random, { n }) => numbersOf((random as NumpyRandomState).standardNormal(n), 'f64'),
};

function made(kind: string, seed: string | string[]): Numpy {
  if (kind === 'RandomState') return new NumpyRandomState(typeof seed === 'string' ? Number(seed) : seed.map(Number));
  const whole = BigInt(seed as string);
  if (kind === 'Philox key') return NumpyGenerator.ofPhiloxKey(whole);
  return new NumpyGenerator(whole, { bitGenerator: kind === 'Philox' ? 'Philox' : 'PCG64' });
}

test.each(scripts.filter(({ kind }) => kind !== 'random.Random'))('$kind($seed)', ({ kind, seed, steps }) => {
  const random = made(kind, seed);
  for (const [name, args, result] of steps) {
    expect(OPERATIONS[name](random, args), name).toEqual(result);
    random.state = JSON.parse(JSON.stringify(random.state)); // a state has all that the next step needs
  }
});

/** Words are drawn ahead, up to 4,096 at a time. */
test.each(['PCG64', 'Philox'] as const)('%s: words one by one, and many at a time', (bitGenerator) => {
  for (const n of [1, 2, 3, 6, 7, 8190, 8191, 20_000]) {
    const [one, other] = [new NumpyGenerator(n, { bitGenerator }), new NumpyGenerator(n, { bitGenerator })];
    const numbers = Float32Array.from({ length: n }, () => one.random(1, { dtype: 'float32' })[0]);
    expect(Buffer.compare(Buffer.from(other.random(n, { dtype: 'float32' }).buffer), Buffer.from(numbers.buffer))).toBe(
      0,
    );
    expect(other.state).toEqual(one.state);
    expect(other.random(2)).toEqual(one.random(2)); // of 64 bits; half a number stays
    expect(other.integers(0, 10, 3)).toEqual(one.integers(0, 10, 3));
  }
});

/** Results of numpy 2.4.6. */
test('RandomState(42): normal, shuffle, randint around 2^32 and of one value', () => {
  const random = new NumpyRandomState(42);
  expect([...random.normal(1, 2, 3)]).toEqual([1.9934283060224653, 0.7234713976576307, 2.295377076201385]);
  expect([...new NumpyRandomState(42).normal(0, 0.5, 2)]).toEqual([0.24835707650561634, -0.06913215058559233]);
  expect(random.shuffle([0, 1, 2, 3, 4, 5])).toEqual([5, 0, 3, 4, 2, 1]);
  expect([...random.randint(5, 6, 2)]).toEqual([5, 5]);
  expect([...random.randint(0, 2 ** 32, [2])]).toEqual([3720198231, 1433267572]);
  expect([...random.randint(0, 2 ** 32 + 1, 2)]).toEqual([2652062880, 2253890010]);
  expect([...random.randint(-(2 ** 52), 2 ** 52 - 1, 2)]).toEqual([-3830447685678594, 1652192514820095]);
});

test('default_rng(42): integers around 2^32, float32, shuffle', () => {
  const random = new NumpyGenerator(42);
  expect([...new NumpyGenerator(42).integers(0, 3e9, 3)]).toEqual([267752861, 2321868145, 1963714555]);
  expect([...random.integers(0, 2 ** 32, 3)]).toEqual([383329928, 3324115917, 2811363265]);
  expect([...random.integers(5, 6, 2)]).toEqual([5, 5]);
  expect([...random.integers(0, 2 ** 32 + 1, 3)]).toEqual([3687649987, 2995172878, 404488629]);
  expect([...random.integers(-(2 ** 52), 2 ** 52 - 1, 2)]).toEqual([4284025291200745, 2352137329150791]);
  expect([...random.random(3, { dtype: 'float32' })]).toEqual([
    0.4388784170150757, 0.7174772620201111, 0.7860642671585083,
  ]);
  expect(random.shuffle(Int8Array.of(0, 1, 2, 3, 4, 5))).toEqual(Int8Array.of(5, 0, 2, 4, 1, 3));
});

test('integers of a wide range, of which some are rejected, and uniform numbers of ranges of 2 and 1', () => {
  const integers = new NumpyGenerator(9).integers(0, 2 ** 53 - 2 ** 51, 40_000);
  expect(integers[39_999]).toBe(3779035245516011);
  expect([...new NumpyRandomState(2).uniform(0, 2, 2)]).toEqual([0.8719898042840075, 0.051852463655782666]);
  expect([...new NumpyRandomState(2).uniform(2, 3, 2)]).toEqual([2.4359949021420038, 2.025926231827891]);
  expect([...new NumpyGenerator(2).uniform(-1, 0, 2)]).toEqual([-0.7383878657506836, -0.7015088565858767]);
});

test('random() fills arrays, also those that begin anywhere', () => {
  const [random, other] = [new NumpyGenerator(5), new NumpyGenerator(5)];
  const doubles = new Float64Array(20_001).subarray(1);
  expect(random.random(doubles)).toBe(doubles);
  expect(doubles).toEqual(other.random(20_000));
  const floats = new Float32Array(5);
  expect(random.random(floats)).toBe(floats);
  expect(floats).toEqual(other.random(5, { dtype: 'float32' }));
});

test('children: of a list, of children, of Philox, and no seed at all', () => {
  const random = new NumpyGenerator([1, 2n ** 40n]);
  const [first, second] = random.spawn(2);
  const [third] = random.spawn(1);
  const [grandchild] = second.spawn(1);
  const numbers = [random, first, second, third, grandchild].map((one) => one.random(1)[0]);
  expect(numbers).toEqual([
    0.4017058039361343, 0.6647200538378315, 0.9798758155707484, 0.2006706107999574, 0.43081350839721344,
  ]);
  const philox = new NumpyGenerator(5, { bitGenerator: 'Philox' });
  const [, child] = philox.spawn(2);
  expect([philox.random(1)[0], child.random(1)[0]]).toEqual([0.8575790745355746, 0.7124746220128604]);
  expect(new NumpyGenerator([]).random(1)[0]).toBe(0.6369616873214543);
});

test('a mask keeps where random() >= p, draws at every p, and scales by 1/(1 - p)', () => {
  for (const make of [() => new NumpyRandomState(3), () => new NumpyGenerator(3)]) {
    const [generator, numbers] = [make(), make()];
    const x = new Float32Array(100).fill(3);
    for (const p of [0, 0.3, 1]) {
      const y = dropout(x, p, { generator });
      const scale = Math.fround(1 / (1 - p));
      expect([...y]).toEqual([...numbers.random(100)].map((u) => (u >= p ? Math.fround(3 * scale) : 0)));
    }
    expect(generator.state).toEqual(numbers.state);
  }
});

test('a state of a running numpy, with numbers of JSON or bigints', () => {
  const random = new NumpyGenerator(0);
  expect(random.state).toMatchObject({ has_uint32: 0, uinteger: 0 });
  random.random(1, { dtype: 'float32' });
  expect(random.state).toMatchObject({ has_uint32: 1, uinteger: 2735729615 });
  const state = { state: 143609658456486183636066271097634410721n, inc: 87136372517582989555478159403783844777n };
  random.state = { bit_generator: 'PCG64', state: state as never, has_uint32: 0, uinteger: 2735729615 };
  const legacy = new NumpyRandomState(0);
  legacy.state = {
    bit_generator: 'MT19937',
    state: { key: legacy.state.state.key, pos: 624 },
    has_gauss: 1,
    gauss: 0.5,
  };
  expect(legacy.standardNormal(1)[0]).toBe(0.5);
});

const key = Array<number>(624).fill(1);
const philox = new NumpyGenerator(0, { bitGenerator: 'Philox' }).state;
const pcg = new NumpyGenerator(0).state as { state: { inc: string } };

test.each<[string, (random: NumpyRandomState) => unknown, RegExp]>([
  [
    'a seed of 33 bits',
    () => new NumpyRandomState(2 ** 32),
    /^seed: expected an integer in \[0, 2\^32 - 1\], got 2\^32/,
  ],
  ['a negative seed', () => new NumpyRandomState(-1), /^seed: /],
  ['an empty list', () => new NumpyRandomState([]), /^seed.length: /],
  ['a list with a fraction', () => new NumpyRandomState([1, 0.5]), /^seed\[1\]: /],
  ['a text', () => new NumpyRandomState('1' as never), /^seed: /],
  ['an infinite range', (random) => random.uniform(-1e308, 1e308, 1), /^high - low: expected a finite number/],
  ['no integer between', (random) => random.randint(1, 1, 1), /^high: /],
  ['a fraction as a limit', (random) => random.randint(0.5, 3, 1), /^low: /],
  ['a negative scale', (random) => random.normal(0, -1, 1), /^scale: expected a number of at least 0/],
  ['a negative size', (random) => random.random(-1), /^size: /],
  ['a size that is no shape', (random) => random.standardNormal('3' as never), /^size: /],
  ['an order of a fraction', (random) => random.permutation(2.5), /^n: /],
  ['a frozen list', (random) => random.shuffle(Object.freeze([1, 2, 3])), /read only/],
  ['p above 1', (random) => random.mask(1.5, 3), /^p: /],
  ['alpha dropout', (generator) => alphaDropout(new Float32Array(3), 0.5, { generator }), /^generator: /],
  ['Gaussian dropout', (generator) => gaussianDropout(new Float32Array(3), 0.5, { generator }), /^generator: /],
  ['a short key', (random) => (random.state = { ...random.state, state: { key: [1], pos: 1 } }), /^state.state.key: /],
  [
    'a place after the end',
    (random) => (random.state = { ...random.state, state: { key, pos: 625 } }),
    /^state.state.pos: /,
  ],
  [
    'another kind',
    (random) => (random.state = { ...random.state, bit_generator: 'PCG64' as never }),
    /^state.bit_generator: /,
  ],
  ['an infinite normal', (random) => (random.state = { ...random.state, gauss: Infinity }), /^state.gauss: /],
  ['a JSON of another source', (random) => (random.state = { source: 'x', state: {} } as never), /^state.source: /],
])('RandomState refuses %s and draws nothing', (_, call, message) => {
  const random = new NumpyRandomState(1);
  expect(() => call(random)).toThrow(message);
  expect(random.state).toEqual(new NumpyRandomState(1).state);
});

test.each<[string, (random: NumpyGenerator) => unknown, RegExp]>([
  ['a negative seed', () => new NumpyGenerator(-1), /^seed: expected an integer from 0 on, got -1/],
  ['a negative bigint', () => new NumpyGenerator(-1n), /^seed: /],
  ['a text in a list', () => new NumpyGenerator([1, '2' as never]), /^seed\[1\]: /],
  ['another bit generator', () => new NumpyGenerator(1, { bitGenerator: 'MT19937' as never }), /^bitGenerator: /],
  ['another option', () => new NumpyGenerator(1, { seed: 1 } as never), /^options: /],
  ['a key of 129 bits', () => NumpyGenerator.ofPhiloxKey(2n ** 128n), /^key: expected an integer in \[0, 2\^128\)/],
  ['children of a key', () => NumpyGenerator.ofPhiloxKey(1).spawn(1), /^spawn: a generator of a key has no seed/],
  ['half a child', (random) => random.spawn(0.5), /^n: /],
  ['a range from behind', (random) => random.uniform(2, 1, 3), /^high: expected a number of at least low, 2, got 1/],
  ['float16', (random) => random.random(1, { dtype: 'float16' as never }), /^dtype: /],
  [
    'a dtype of a given array',
    (random) => random.random(new Float64Array(3) as never, { dtype: 'float64' }),
    /^options: /,
  ],
  ['an array of integers', (random) => random.random(new Int32Array(3) as never), /^out: /],
  ['too wide a range', (random) => random.integers(-(2 ** 53) + 1, 2 ** 53 - 1, 1), /^high: /],
  ['an order of a fraction', (random) => random.permutation(2.5), /^n: /],
  ['an object to shuffle', (random) => random.shuffle({ length: 2 }), /^array: /],
  [
    'an even increment',
    (random) => (random.state = { ...pcg, state: { ...pcg.state, inc: '2' } } as never),
    /^state.state.inc: /,
  ],
  [
    'a state of 129 bits',
    (random) => (random.state = { ...pcg, state: { ...pcg.state, state: 2n ** 128n } } as never),
    /^state.state.state: /,
  ],
  [
    'a number that lost digits',
    (random) => (random.state = { ...pcg, state: { ...pcg.state, state: 2 ** 100 } } as never),
    /^state.state.state: /,
  ],
  [
    'a short counter',
    (random) => (random.state = { ...philox, state: { counter: ['1'], key: ['1', '2'] } } as never),
    /^state.state.counter: /,
  ],
  ['a negative half', (random) => (random.state = { ...pcg, uinteger: -1 } as never), /^state.uinteger: /],
  [
    'a place after the block',
    (random) => (random.state = { ...philox, buffer_pos: 5 } as never),
    /^state.buffer_pos: /,
  ],
])('Generator refuses %s and draws nothing', (_, call, message) => {
  const random = new NumpyGenerator(1);
  expect(() => call(random)).toThrow(message);
  expect(random.state).toEqual(new NumpyGenerator(1).state);
});
