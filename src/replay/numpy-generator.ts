import { type ComputeArray, FLOAT32, FLOAT64, type Fresh, type FreshWords } from '../core/dtype.js';
import { checkChoice, checkInteger, MAX_LENGTH } from '../input/check.js';
import { wrongValue } from '../input/errors.js';
import { isList, readList } from '../input/list.js';
import { checkFields, own } from '../input/options.js';
import type { Shape } from '../input/shape.js';
import { plain, wideViewOf } from '../input/view.js';
import type { MaskRequest, Replayed } from '../random/source.js';
import { checkWhole } from './check-integer.js';
import { checkUniform, readState } from './checks.js';
import { fillDoubles, uniformDoubles } from './doubles.js';
import { integerWords } from './integer-words.js';
import { newArray } from './new-array.js';
import { checkIntegerRange, numpyMask } from './numpy.js';
import { NumpyDrawing } from './numpy-drawing.js';
import { type GeneratorNow, type NumpyGeneratorState, readGeneratorState, writeGeneratorState } from './numpy-state.js';
import { seededPcg64 } from './pcg64.js';
import { Philox4x64, seededPhilox4x64 } from './philox4x64.js';
import { checkShufflable, countTo, shuffle } from './shuffle.js';
import { checkSize, ReplaySource } from './source.js';

/** The options of {@link NumpyGenerator}. */
export interface NumpyGeneratorOptions {
  /** The bit generator. Default: 'PCG64', as default_rng() has. */
  bitGenerator?: 'PCG64' | 'Philox' | undefined;
}

/** A seed of numpy's generators: an integer from 0 on, or a list of them. */
export type NumpySeed = number | bigint | readonly (number | bigint)[];

/** What a generator and its children are seeded with. */
interface Seed {
  readonly kind: 'PCG64' | 'Philox';
  readonly entropy: readonly number[];
  readonly spawnKey: readonly number[];
}

/**
 * numpy's `np.random.default_rng(seed)`, or a Generator of Philox. A mask keeps an element if `random(size) >= p`, and
 * multiplies it by 1/(1 - p). Normal numbers, which numpy draws by the ziggurat, are not replayed.
 *
 * @example
 * import { NumpyGenerator } from 'native-dropout/replay';
 * const random = new NumpyGenerator(42); // np.random.default_rng(42)
 * random.random(2); // [0.77395605, 0.43887844]
 * random.permutation(5); // [3, 0, 1, 2, 4]
 */
export class NumpyGenerator extends ReplaySource<GeneratorNow> {
  /** undefined: a key was given, of which nothing can be spawned. */
  #seed: Seed | undefined;
  #children = 0;

  /**
   * Makes the generator of a seed.
   * @param seed An integer from 0 on, of any size, or a list of them. Integers from 2^53 on are bigints.
   * @param options `bitGenerator`. Default: 'PCG64'.
   * @throws {TypeError | RangeError} if an argument is wrong.
   */
  constructor(seed: NumpySeed, options?: NumpyGeneratorOptions) {
    const made = { kind: readKind(options), entropy: readSeed(seed), spawnKey: [] };
    super(seeded(made));
    this.#seed = made;
  }

  /**
   * The generator of Philox with a key, as `Generator(Philox(key=key))`.
   * @param key An integer in [0, 2^128), a safe integer or a bigint.
   * @throws {TypeError | RangeError} if key is no such integer.
   */
  static ofPhiloxKey(key: number | bigint): NumpyGenerator {
    const words = readWords('key', key);
    if (words.length > 4) throw wrongValue('key', 'an integer in [0, 2^128)', key);
    const made = new NumpyGenerator(0);
    made.#seed = undefined;
    made._now = { bits: new Philox4x64(Uint32Array.from({ length: 4 }, (_, i) => words[i] ?? 0)), kept: undefined };
    return made;
  }

  /** @internal */
  get _name(): string {
    return 'NumpyGenerator';
  }

  /**
   * The dictionary `bit_generator.state`, as JSON, with large integers as decimal strings. Settable, also to that of a
   * running numpy. How many children were spawned is not part of it, as in numpy.
   * @throws {TypeError | RangeError} if set to anything else; nothing changes.
   */
  get state(): NumpyGeneratorState {
    return this._write();
  }

  set state(state: NumpyGeneratorState) {
    this._place(readState(this, state));
  }

  /** @internal */
  _write(): NumpyGeneratorState {
    return writeGeneratorState(this._now);
  }

  /** @internal */
  _read(name: string, state: unknown): GeneratorNow {
    return readGeneratorState(name, state);
  }

  /** @internal */
  _replay(request: MaskRequest): Replayed<GeneratorNow> {
    const drawing = new NumpyDrawing(this._now);
    return { ...numpyMask(request, drawing.doubles), next: drawing.now() };
  }

  /**
   * Fills an array with numbers in [0, 1), as `random(out=array)`.
   * @param out A Float32Array or Float64Array.
   * @returns `out`
   * @throws {TypeError | RangeError} if an argument is wrong; nothing is drawn.
   */
  random<T extends ComputeArray>(out: T): T;
  /**
   * Numbers in [0, 1), as `random(size)` or `random(size, dtype=np.float32)`.
   * @param size The number of numbers, or a shape.
   * @param options `dtype`, 'float64' (default) or 'float32', of the new array.
   * @throws {TypeError | RangeError} if an argument is wrong; nothing is drawn.
   */
  random(size: number | Shape, options: { dtype: 'float32' }): Fresh<Float32Array>;
  random(size: number | Shape, options?: { dtype?: 'float64' | undefined }): Fresh<Float64Array>;
  random(size: number | Shape | ComputeArray, options: object = {}): ComputeArray {
    const isGiven = ArrayBuffer.isView(size);
    checkFields('options', options, isGiven ? [] : ['dtype']);
    if (isGiven) {
      const { dtype, length } = wideViewOf('out', size);
      this.#fill(plain(size, dtype, 0, length) as ComputeArray);
      return size;
    }
    const dtype = checkChoice('dtype', own(options, 'dtype') ?? 'float64', ['float64', 'float32']);
    const n = checkSize('size', size);
    return this.#fill(newArray(dtype === 'float64' ? FLOAT64 : FLOAT32, n));
  }

  #fill(numbers: ComputeArray): ComputeArray {
    return this.#draw(({ doubles, word }) => {
      if (numbers instanceof Float64Array) return fillDoubles(doubles, numbers);
      for (let i = 0; i < numbers.length; ++i) numbers[i] = (word() >>> 8) * 2 ** -24;
      return numbers;
    });
  }

  /**
   * Numbers in [low, high), as `uniform(low, high, size)`.
   * @throws {TypeError | RangeError} if an argument is wrong, or high is less than low; nothing is drawn.
   */
  uniform(low: number, high: number, size: number | Shape): Fresh<Float64Array> {
    checkUniform(low, high);
    if (high < low) throw wrongValue('high', `a number of at least low, ${low}`, high);
    const n = checkSize('size', size);
    return this.#draw(({ doubles }) => uniformDoubles(doubles, n, low, high));
  }

  /**
   * Integers in [low, high), as `integers(low, high, size)` of the default type, int64.
   * @param low A safe integer, as high; high - low is at most 2^53 - 1.
   * @throws {TypeError | RangeError} if an argument is wrong; nothing is drawn.
   */
  integers(low: number, high: number, size: number | Shape): Fresh<Float64Array> {
    const most = checkIntegerRange(low, high);
    const n = checkSize('size', size);
    return this.#draw((drawing) => new Float64Array(n).map(() => low + drawing.integer(most)));
  }

  /**
   * The numbers 0 … n - 1 in random order, as `permutation(n)`.
   * @param n An integer in [0, 2^32).
   * @throws {TypeError | RangeError} if n is no such integer; nothing is drawn.
   */
  permutation(n: number): FreshWords {
    return this.shuffle(countTo(checkInteger('n', n, 0, MAX_LENGTH)));
  }

  /**
   * Shuffles a list or a typed array in place, as `shuffle(array)`, and returns it.
   * @throws {TypeError} if it is neither; nothing is drawn.
   */
  shuffle<T extends ArrayLike<unknown>>(array: T): T {
    const list = checkShufflable('array', array);
    this.#draw((drawing) => shuffle(list, (i) => drawing.upTo(i)));
    return array;
  }

  /**
   * n independent generators, as `spawn(n)`: other ones at each call.
   * @param n An integer from 0 on.
   * @throws {TypeError | RangeError} if n is no such integer, or the generator was made of a key.
   */
  spawn(n: number): NumpyGenerator[] {
    const seed = this.#seed;
    const first = this.#children;
    checkInteger('n', n, 0, MAX_LENGTH - first);
    if (seed === undefined) throw new TypeError('spawn: a generator of a key has no seed');
    this.#children += n;
    return Array.from({ length: n }, (_, i) => {
      const made = new NumpyGenerator(0);
      made.#seed = { ...seed, spawnKey: [...seed.spawnKey, first + i] };
      made._now = seeded(made.#seed);
      return made;
    });
  }

  #draw<T>(draw: (drawing: NumpyDrawing) => T): T {
    const drawing = new NumpyDrawing(this._now);
    const made = draw(drawing);
    this._move(drawing.now());
    return made;
  }
}

function seeded({ kind, entropy, spawnKey }: Seed): GeneratorNow {
  const make = kind === 'PCG64' ? seededPcg64 : seededPhilox4x64;
  return { bits: make(entropy, spawnKey), kept: undefined };
}

function readKind(options: object = {}): Seed['kind'] {
  checkFields('options', options, ['bitGenerator']);
  return checkChoice('bitGenerator', own(options, 'bitGenerator') ?? 'PCG64', ['PCG64', 'Philox']);
}

function readSeed(seed: unknown): number[] {
  if (!isList(seed)) return readWords('seed', seed);
  return readList('seed', seed, 'a list of integers', (entry, i) => readWords(`seed[${i}]`, entry)).flat();
}

/** The words of an integer from 0 on. */
function readWords(name: string, value: unknown): number[] {
  const whole = checkWhole(name, value);
  if (whole < 0n) throw wrongValue(name, 'an integer from 0 on', value);
  return integerWords(whole);
}
