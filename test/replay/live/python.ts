import { PythonRandom } from 'native-dropout/replay';
import { integers } from './arrays.js';
import { type Framework, inPython, kindOf } from './framework.js';

interface Setup {
  seed: string;
}

const kind = kindOf<Setup, PythonRandom>();

export const python: Framework<Setup, PythonRandom> = {
  name: 'Python',
  ...inPython('steps_python', []),
  setup: (chance, index) => ({
    seed: String(chance.of([BigInt(index), BigInt(-index), 2n ** 32n + BigInt(index), 2n ** 100n])),
  }),
  start: ({ seed }) => new PythonRandom(BigInt(seed)),
  state: (random) => integers(random.state[1]),
  kinds: {
    random: kind(
      (chance) => [chance.length()] as const,
      (random, n) => Float64Array.from({ length: n }, () => random.random()),
    ),
    uniform: kind(
      (chance) => [-5 * chance.unit(), 9 * chance.unit()] as const,
      (random, a, b) => integers([random.uniform(a, b)]),
    ),
    getrandbits: kind(
      (chance) => [chance.of([1, 7, 31, 32, 33, 53])] as const,
      (random, k) => integers([random.getrandbits(k)]),
    ),
    randint: kind(
      (chance) => {
        const a = -chance.integer(0, 1e6);
        return [a, a + chance.of([0, 1, 1000, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 50])] as const;
      },
      (random, a, b) => integers([random.randint(a, b)]),
    ),
    choice: kind(
      (chance) => [chance.length()] as const,
      (random, n) => integers([random.choice(Array.from({ length: n }, (_, i) => i))]),
    ),
    shuffle: kind(
      (chance) => [chance.length()] as const,
      (random, n) => integers(random.shuffle(Array.from({ length: n }, (_, i) => i))),
    ),
    sample: kind(
      (chance) => {
        const n = chance.length();
        return [n, chance.integer(0, Math.min(n, chance.of([1, 5, 30, 2000])))] as const;
      },
      (random, n, k) => integers(random.sample(n, k)),
    ),
  },
};
