import { NumpyGenerator, NumpyRandomState } from 'native-dropout/replay';
import { inputs, integers } from './arrays.js';
import type { Chance } from './chance.js';
import { type Framework, inPython, kindOf, versionOf } from './framework.js';

/** numpy 1 has no spawn(), and neither has a generator of a key. */
const isOld = versionOf('numpy').startsWith('1.');

interface Setup {
  kind: 'RandomState' | 'PCG64' | 'Philox' | 'Philox key';
  seed: string | string[];
}

/** What both classes of numpy draw in the same way. */
interface Common {
  mask: NumpyGenerator['mask'];
  random(size: number): Float64Array;
  uniform(low: number, high: number, size: number): Float64Array;
  permutation(n: number): Uint32Array;
  shuffle(list: number[]): readonly number[];
}

const both = kindOf<Setup, Common>();

const common = {
  mask: both(
    (chance) => [chance.length(), chance.rateBelowOne()] as const,
    (random, n, p) => random.mask(p, n).apply(inputs(n)),
  ),
  random: both(
    (chance) => [chance.length()] as const,
    (random, n) => random.random(n),
  ),
  uniform: both(
    (chance) => [chance.length(), -5 * chance.unit(), 9 * chance.unit()] as const,
    (random, n, low, high) => random.uniform(low, high, n),
  ),
  permutation: both(
    (chance) => [chance.length()] as const,
    (random, n) => integers(random.permutation(n)),
  ),
  shuffle: both(
    (chance) => [chance.length()] as const,
    (random, n) => integers(random.shuffle(Array.from({ length: n }, (_, i) => i))),
  ),
};

/** A length, and the bounds of integers around 2^32 and beyond. */
function integersIn(chance: Chance) {
  const low = -chance.integer(0, 1e6);
  return [chance.length(), low, low + chance.of([1, 1000, 2 ** 32 - 1, 2 ** 32, 2 ** 32 + 1, 2 ** 50])] as const;
}

const legacy = kindOf<Setup, NumpyRandomState>();

export const numpyRandomState: Framework<Setup, NumpyRandomState> = {
  name: 'numpy RandomState',
  ...inPython('steps_numpy', []),
  setup: (chance, index) => ({
    kind: 'RandomState',
    seed: chance.of([String(index), String(2 ** 32 - 1 - index), [String(index), '7']]),
  }),
  start: ({ seed }) => new NumpyRandomState(typeof seed === 'string' ? Number(seed) : seed.map(Number)),
  state(random) {
    const copy = new NumpyRandomState(0);
    copy.state = random.state;
    return Float32Array.of(...copy.standardNormal(3), ...copy.random(3));
  },
  kinds: {
    ...common,
    // In float32, as the C library's logarithm may differ in the last bit.
    normal: legacy(
      (chance) => [chance.length(), chance.of([0, 0.3, -7]), chance.of([1, 0.02, 3.3])] as const,
      (random, n, loc, scale) => Float32Array.from(random.normal(loc, scale, n)),
    ),
    randint: legacy(integersIn, (random, n, low, high) => random.randint(low, high, n)),
  },
};

const modern = kindOf<Setup, NumpyGenerator>();

export const numpyGenerator: Framework<Setup, NumpyGenerator> = {
  name: 'numpy Generator',
  ...inPython('steps_numpy', []),
  setup: (chance, index) => ({
    kind: chance.of(['PCG64', 'Philox', 'Philox key']),
    seed: String(chance.of([BigInt(index), 2n ** 32n + BigInt(index), 2n ** 100n + BigInt(index)])),
  }),
  start({ kind, seed }) {
    if (kind === 'Philox key') return NumpyGenerator.ofPhiloxKey(BigInt(seed as string));
    return new NumpyGenerator(BigInt(seed as string), { bitGenerator: kind as 'PCG64' | 'Philox' });
  },
  state(random) {
    const copy = new NumpyGenerator(0);
    copy.state = random.state;
    return Float32Array.of(...copy.random(3, { dtype: 'float32' }), ...copy.random(3));
  },
  kinds: {
    ...common,
    random32: modern(
      (chance) => [chance.length()] as const,
      (random, n) => random.random(n, { dtype: 'float32' }),
    ),
    integers: modern(integersIn, (random, n, low, high) => random.integers(low, high, n)),
    spawn: modern(
      (chance, { kind }) => [isOld || kind === 'Philox key' ? 0 : chance.integer(1, 3)] as const,
      (random, n) => integers(n === 0 ? [] : random.spawn(n).map((child) => child.random(1)[0])),
    ),
  },
};
