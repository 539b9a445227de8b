import type { Fresh, FreshWords } from '../core/dtype.js';
import { checkInteger, MAX_LENGTH } from '../input/check.js';
import { isList, readList } from '../input/list.js';
import type { Shape } from '../input/shape.js';
import type { MaskRequest, Replayed } from '../random/source.js';
import { checkNormal, checkUniform, readState } from './checks.js';
import { drawingDoubles, nextDouble, uniformDoubles } from './doubles.js';
import { log } from './log.js';
import { maskedUpTo } from './masked.js';
import { initByArray, initGenrand, type Mt19937 } from './mt19937.js';
import { checkIntegerRange, numpyMask } from './numpy.js';
import { type LegacyState, type NumpyRandomStateState, readLegacyState, writeLegacyState } from './numpy-state.js';
import { polar } from './polar.js';
import { checkShufflable, countTo, shuffle } from './shuffle.js';
import { checkSize, ReplaySource } from './source.js';

/**
 * numpy's legacy generator: `np.random.RandomState(seed)`, and the global one after `np.random.seed(seed)`. A mask keeps
 * an element if `random(size) >= p`, as in onnx's reference implementation, and multiplies it by 1/(1 - p).
 *
 * @example
 * import { NumpyRandomState } from 'native-dropout/replay';
 * const random = new NumpyRandomState(42); // np.random.seed(42)
 * random.random(2); // np.random.random(2) is [0.37454012, 0.95071431]
 * random.permutation(5); // [1, 4, 0, 3, 2]
 */
export class NumpyRandomState extends ReplaySource<LegacyState> {
  /**
   * Makes the generator of a seed.
   * @param seed An integer in [0, 2^32), or a list of at least one.
   * @throws {TypeError | RangeError} if seed is neither.
   */
  constructor(seed: number | readonly number[]) {
    super({ engine: seeded(seed), gauss: undefined });
  }

  /** @internal */
  get _name(): string {
    return 'NumpyRandomState';
  }

  /**
   * The dictionary of `get_state(legacy=False)`, as JSON. Settable, also to that of a running numpy, for which
   * json.dumps() needs `default=np.ndarray.tolist`.
   * @throws {TypeError | RangeError} if set to anything else; nothing changes.
   */
  get state(): NumpyRandomStateState {
    return this._write();
  }

  set state(state: NumpyRandomStateState) {
    this._place(readState(this, state));
  }

  /** @internal */
  _write(): NumpyRandomStateState {
    return writeLegacyState(this._now);
  }

  /** @internal */
  _read(name: string, state: unknown): LegacyState {
    return readLegacyState(name, state);
  }

  /** @internal */
  _replay(request: MaskRequest): Replayed<LegacyState> {
    const engine = this._now.engine.copy();
    return { ...numpyMask(request, drawingDoubles(engine)), next: { ...this._now, engine } };
  }

  /**
   * Numbers in [0, 1), as `random(size)`, `random_sample(size)` and `rand(…)`.
   * @param size The number of numbers, or a shape.
   * @throws {TypeError | RangeError} if size is neither; nothing is drawn.
   */
  random(size: number | Shape): Fresh<Float64Array> {
    return this.uniform(0, 1, size);
  }

  /**
   * Numbers in [low, high), as `uniform(low, high, size)`.
   * @throws {TypeError | RangeError} if an argument is wrong; nothing is drawn.
   */
  uniform(low: number, high: number, size: number | Shape): Fresh<Float64Array> {
    checkUniform(low, high);
    const n = checkSize('size', size);
    return this.#draw((engine) => uniformDoubles(drawingDoubles(engine), n, low, high));
  }

  /**
   * Integers in [low, high), as `randint(low, high, size)` of the default type, int64.
   * @param low A safe integer, as high; high - low is at most 2^53.
   * @throws {TypeError | RangeError} if an argument is wrong; nothing is drawn.
   */
  randint(low: number, high: number, size: number | Shape): Fresh<Float64Array> {
    const most = checkIntegerRange(low, high);
    const n = checkSize('size', size);
    return this.#draw((engine) => new Float64Array(n).map(() => low + maskedUpTo(most, () => engine.next())));
  }

  /**
   * Standard normal numbers, as `standard_normal(size)` and `randn(…)`. One in about 2,000 may differ in the last bit, as
   * the logarithm of numpy's C library is not always rounded to nearest.
   * @throws {TypeError | RangeError} if size is wrong; nothing is drawn.
   */
  standardNormal(size: number | Shape): Fresh<Float64Array> {
    return this.normal(0, 1, size);
  }

  /**
   * Normal numbers, loc + scale·z, as `normal(loc, scale, size)`, with z of {@link NumpyRandomState.standardNormal}.
   * @throws {TypeError | RangeError} if an argument is wrong or scale is negative; nothing is drawn.
   */
  normal(loc: number, scale: number, size: number | Shape): Fresh<Float64Array> {
    checkNormal(loc, scale, ['loc', 'scale']);
    const n = checkSize('size', size);
    const engine = this._now.engine.copy();
    let { gauss } = this._now;
    const numbers = new Float64Array(n).map(() => {
      const kept = gauss;
      if (kept !== undefined) {
        gauss = undefined;
        return loc + scale * kept;
      }
      const [x, y, factor] = polar(() => nextDouble(engine), log);
      gauss = x * factor;
      return loc + scale * (y * factor);
    });
    this._move({ engine, gauss });
    return numbers;
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
    this.#draw((engine) => shuffle(list, (i) => maskedUpTo(i, () => engine.next())));
    return array;
  }

  /** Draws from a copy, which takes the engine's place unless `draw` throws. */
  #draw<T>(draw: (engine: Mt19937) => T): T {
    const engine = this._now.engine.copy();
    const made = draw(engine);
    this._move({ ...this._now, engine });
    return made;
  }
}

function seeded(seed: unknown): Mt19937 {
  if (!isList(seed)) return initGenrand(checkInteger('seed', seed, 0, MAX_LENGTH));
  checkInteger('seed.length', seed.length, 1, MAX_LENGTH);
  return initByArray(
    readList('seed', seed, 'a list of integers', (word, i) => checkInteger(`seed[${i}]`, word, 0, MAX_LENGTH)),
  );
}
