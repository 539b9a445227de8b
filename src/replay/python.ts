import { checkFinite, checkInteger } from '../input/check.js';
import { wrongType, wrongValue } from '../input/errors.js';
import { isList, readList } from '../input/list.js';
import { inspectAs } from '../random/visible.js';
import { checkList, checkWhole } from './check-integer.js';
import { nextDouble } from './doubles.js';
import { integerWords } from './integer-words.js';
import { initByArray, Mt19937 } from './mt19937.js';
import { SIZE } from './mt19937-block.js';
import { checkShufflable, shuffle } from './shuffle.js';

const WORD = 2 ** 32;

/** The most bits of an integer that a number holds. */
const MOST_BITS = 53;

/** `random.getstate()` of Python as JSON: its version, 624 words and their position, and a number that gauss() keeps. */
export type PythonState = [3, number[], number | null];

/**
 * Python's `random.Random(seed)`, which scripts shuffle with, and from which Keras and TensorFlow take the seeds that they
 * are not given. It draws no masks.
 *
 * @example
 * import { PythonRandom } from 'native-dropout/replay';
 * const random = new PythonRandom(42); // random.seed(42)
 * random.random(); // 0.6394267984578837
 * random.randint(1, 6); // 1
 * random.sample(100, 3); // random.sample(range(100), 3) is [94, 35, 31]
 */
export class PythonRandom {
  #engine: Mt19937;
  #gauss: number | null = null;

  /**
   * Makes the generator of a seed.
   * @param seed An integer of any size, a safe integer or a bigint. Its sign does not count, as in Python. Seeds that are
   * no integers, which Python hashes, are not replayed.
   * @throws {TypeError | RangeError} if seed is no such integer.
   */
  constructor(seed: number | bigint) {
    const whole = checkWhole('seed', seed);
    this.#engine = initByArray(integerWords(whole < 0n ? -whole : whole));
  }

  /**
   * What `random.getstate()` returns, as JSON. Settable, also to json.dumps(random.getstate()) of a running Python.
   * @throws {TypeError | RangeError} if set to anything else; nothing changes.
   */
  get state(): PythonState {
    const { key, used } = this.#engine;
    return [3, [...key, used], this.#gauss];
  }

  set state(state: PythonState) {
    const expected = 'a list like random.getstate()';
    const entries = readList('state', state, expected, (entry) => entry);
    if (entries.length !== 3) throw wrongValue('state', expected, entries.length);
    const [version, words, gauss] = entries;
    checkInteger('state[0]', version, 3, 3);
    if (gauss !== null && !Number.isFinite(gauss)) throw wrongType('state[2]', 'a finite number or null', gauss);
    this.#engine = readEngine('state[1]', words);
    this.#gauss = gauss as number | null;
  }

  /** The state: JSON.stringify(random) is a checkpoint. */
  toJSON(): PythonState {
    return this.state;
  }

  /** A number in [0, 1), as `random.random()`. */
  random(): number {
    return nextDouble(this.#engine);
  }

  /**
   * A number in [a, b] or [b, a], as `random.uniform(a, b)`.
   * @throws {TypeError | RangeError} if a or b is no finite number; nothing is drawn.
   */
  uniform(a: number, b: number): number {
    checkFinite('a', a);
    checkFinite('b', b);
    return a + (b - a) * this.random();
  }

  /**
   * An integer of k random bits, as `random.getrandbits(k)`.
   * @param k An integer in [0, 53].
   * @throws {TypeError | RangeError} if k is no such integer; nothing is drawn.
   */
  getrandbits(k: number): number {
    return bits(this.#engine, checkInteger('k', k, 0, MOST_BITS));
  }

  /**
   * An integer in [a, b], as `random.randint(a, b)`.
   * @param a A safe integer, as b; b - a is below 2^53.
   * @throws {TypeError | RangeError} if a or b is not, or b is less than a; nothing is drawn.
   */
  randint(a: number, b: number): number {
    const { MAX_SAFE_INTEGER: most } = Number;
    const first = checkInteger('a', a, -most, most);
    const last = checkInteger('b', b, first, Math.min(most, first + most - 1));
    return first + below(this.#engine, last - first + 1);
  }

  /**
   * One of the elements, as `random.choice(list)`.
   * @throws {TypeError | RangeError} if it is no list, or is empty; nothing is drawn.
   */
  choice<T>(list: readonly T[]): T {
    const length = checkPopulation('list', list, 1);
    return list[below(this.#engine, length)];
  }

  /**
   * Shuffles a list or a typed array in place, as `random.shuffle(list)`, and returns it.
   * @throws {TypeError} if it is neither; nothing is drawn.
   */
  shuffle<T extends ArrayLike<unknown>>(array: T): T {
    const list = checkShufflable('array', array);
    this.#draw((engine) => shuffle(list, (i) => below(engine, i + 1)));
    return array;
  }

  /**
   * k elements in random order, as `random.sample(population, k)`.
   * @param population A list; or a number n, which is Python's range(n).
   * @param k An integer, at most the length of the population.
   * @throws {TypeError | RangeError} if the population is neither, or k no such integer; nothing is drawn.
   */
  sample(population: number, k: number): number[];
  sample<T>(population: readonly T[], k: number): T[];
  sample(population: number | readonly unknown[], k: number): unknown[] {
    const isRange = typeof population === 'number';
    const n = isRange
      ? checkInteger('population', population, 0, WORD - 1)
      : checkPopulation('population', population, 0);
    const size = checkInteger('k', k, 0, n);
    return this.#draw((engine) => {
      const chosen = chooseFrom(n, size, (limit) => below(engine, limit));
      return isRange ? chosen : chosen.map((index) => population[index]);
    });
  }

  /** Draws from a copy, which takes the engine's place unless `draw` throws. */
  #draw<T>(draw: (engine: Mt19937) => T): T {
    const engine = this.#engine.copy();
    const made = draw(engine);
    this.#engine = engine;
    return made;
  }

  /** @internal */
  [Symbol.for('nodejs.util.inspect.custom')](_depth: number, options: object, inspect: unknown): string {
    return inspectAs('PythonRandom', { state: this.state }, options, inspect);
  }
}

/** k bits; the lowest word comes first. */
function bits(engine: Mt19937, k: number): number {
  if (k === 0) return 0;
  if (k <= 32) return engine.next() >>> (32 - k);
  const low = engine.next();
  return (engine.next() >>> (64 - k)) * WORD + low;
}

/** An integer in [0, n). */
function below(engine: Mt19937, n: number): number {
  const k = n < WORD ? 32 - Math.clz32(n) : 64 - Math.clz32(n / WORD);
  let drawn = bits(engine, k);
  while (drawn >= n) drawn = bits(engine, k);
  return drawn;
}

/** The indices of a sample. Python keeps a list of those that are left, or, for few of many, a set of those chosen. */
function chooseFrom(n: number, k: number, draw: (limit: number) => number): number[] {
  const setSize = 21 + (k > 5 ? 4 ** Math.ceil(Math.log(3 * k) / Math.log(4)) : 0);
  if (n <= setSize) {
    const left = Array.from({ length: n }, (_, i) => i);
    return Array.from({ length: k }, (_, i) => {
      const j = draw(n - i);
      const index = left[j];
      left[j] = left[n - i - 1];
      return index;
    });
  }
  const chosen = new Set<number>();
  while (chosen.size < k) chosen.add(draw(n));
  return [...chosen];
}

function checkPopulation(name: string, list: unknown, least: number): number {
  if (!isList(list)) throw wrongType(name, 'an array', list);
  if (list.length < least) throw wrongValue(name, `at least ${least} elements`, list.length);
  return list.length;
}

/** Reads 624 words and their position. */
function readEngine(name: string, list: unknown): Mt19937 {
  const words = checkList(name, list, SIZE + 1, (entry, word) => checkInteger(entry, word, 0, WORD - 1));
  const used = checkInteger(`${name}[${SIZE}]`, words[SIZE], 0, SIZE);
  return new Mt19937(Uint32Array.from(words.slice(0, SIZE)), used);
}
