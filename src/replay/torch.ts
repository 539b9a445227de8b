import {
  type ComputeArray,
  type DtypeName,
  FLOAT32,
  FLOAT64,
  type FloatArray,
  type Fresh,
  type FreshBytes,
  type FreshWords,
  type StoredArray,
} from '../core/dtype.js';
import { checkBoolean, checkFactor, checkInteger, checkProbability, MAX_LENGTH } from '../input/check.js';
import { wrongValue } from '../input/errors.js';
import { checkFields, own } from '../input/options.js';
import type { Shape } from '../input/shape.js';
import { floatsOf, plain, viewOf, wideViewOf } from '../input/view.js';
import { StoredMask } from '../mask/stored-mask.js';
import type { MaskRequest, Replayed, SourceMaskOptions } from '../random/source.js';
import { bernoulliBits } from './bernoulli.js';
import { checkWide } from './check-integer.js';
import { checkFiniteIn } from './checks.js';
import { readDtypeOr } from './dtype-option.js';
import { newArray } from './new-array.js';
import { narrowed } from './round.js';
import { checkSize, ReplaySource, readDtype } from './source.js';
import { TorchDrawer } from './torch-drawer.js';
import { nativeFactor, torchFactor } from './torch-mask.js';
import { fromBytes, fromHex, type StateBytes, seededState, type TorchState, toBytes, toHex } from './torch-state.js';

/** The option of numbers. */
export interface TorchOptions<D extends DtypeName = 'float32'> {
  /** The type of the numbers. Default: 'float32'. */
  dtype?: D | undefined;
}

/** The options of TorchGenerator.uniform. */
export interface TorchUniformOptions<D extends DtypeName = 'float32'> extends TorchOptions<D> {
  /** The least number. Default: 0. */
  low?: number | undefined;
  /** The limit. Default: 1. */
  high?: number | undefined;
}

/** The options of TorchGenerator.normal. */
export interface TorchNormalOptions<D extends DtypeName = 'float32'> extends TorchOptions<D> {
  /** The mean. Default: 0. */
  mean?: number | undefined;
  /** The standard deviation, 0 or more. Default: 1. */
  std?: number | undefined;
  /** Whether the tensor is contiguous. Default: true. */
  contiguous?: boolean | undefined;
}

/** The options of TorchGenerator.exponential. */
export interface TorchExponentialOptions<D extends DtypeName = 'float32'> extends TorchOptions<D> {
  /** The rate, above 0. Default: 1. */
  lambda?: number | undefined;
}

/** Numbers of a dtype; 16-bit types as bits. */
export type NumbersOf<D extends DtypeName> = D extends 'float64'
  ? Fresh<Float64Array>
  : D extends 'float16' | 'bfloat16'
    ? Fresh<Uint16Array>
    : Fresh<Float32Array>;

/**
 * The generator of PyTorch on a CPU. It draws what PyTorch draws after `torch.manual_seed(seed)`, call after call: masks,
 * numbers, initial weights and the order of samples (docs/replay.md).
 *
 * Like F.dropout, forms draw nothing in evaluation, at p = 0 and at p = 1.
 *
 * @example
 * import { Dropout } from 'native-dropout';
 * import { TorchGenerator } from 'native-dropout/replay';
 * const layer = new Dropout(0.1, { generator: new TorchGenerator(42) });
 * const y = layer.forward(Float32Array.of(5, 7, 9)); // F.dropout(torch.tensor([5., 7, 9]), 0.1) after manual_seed(42)
 */
export class TorchGenerator extends ReplaySource<TorchState> {
  /**
   * Makes the generator of a seed.
   * @param seed An integer in [-2^63, 2^64): a safe integer or a bigint. Only its low 32 bits count, as in PyTorch.
   * @throws {TypeError | RangeError} if seed is not such an integer.
   */
  constructor(seed: number | bigint) {
    super(seededState(checkTorchSeed(seed)));
  }

  /** @internal */
  get _name(): string {
    return 'TorchGenerator';
  }

  /**
   * The 5,056 bytes of torch.get_rng_state(). Settable, also to the bytes of a running PyTorch.
   * @throws {TypeError | RangeError} if set to anything else; nothing changes.
   */
  get state(): StateBytes {
    return toBytes(this._now);
  }

  set state(state: Uint8Array) {
    this._place(state instanceof Uint8Array ? fromBytes('state', state) : this._check('state', state));
  }

  /** @internal */
  _write(): string {
    return toHex(this.state);
  }

  /** @internal */
  _read(name: string, state: unknown): TorchState {
    return fromHex(name, state);
  }

  /** @internal */
  _replay({ p, elements, dtype, kind }: MaskRequest): Replayed<TorchState> {
    const factor = torchFactor(kind, p, dtype);
    const drawer = new TorchDrawer(this._now);
    const isDrawn = p > 0 && p < 1;
    const words = isDrawn ? bernoulliBits(drawer.engine, 1 - p, elements) : new Uint32Array(Math.ceil(elements / 32));
    if (p === 0) words.fill(-1);
    return { words, factor, next: drawer.after };
  }

  /** @internal Draws, and moves on unless `draw` throws. */
  _take<T>(draw: (drawer: TorchDrawer) => T): T {
    const drawer = new TorchDrawer(this._now);
    const made = draw(drawer);
    this._move(drawer.after);
    return made;
  }

  /**
   * Draws the mask of torch.native_dropout, which also draws at p = 0 and p = 1, and whose scale may differ from that of
   * F.dropout in the last bit. Arguments and errors are those of {@link TorchGenerator.mask}.
   */
  nativeMask(p: number, size: number | Shape, options?: SourceMaskOptions): StoredMask {
    const rate = checkProbability('p', p);
    const elements = checkSize('size', size);
    const factor = nativeFactor(rate, readDtype(options));
    const words = this._take(({ engine }) => bernoulliBits(engine, 1 - rate, elements));
    return new StoredMask(words, rate, 0, elements, factor);
  }

  /**
   * torch.rand(size).
   * @param size The number of elements, an integer in [0, 2^32), or a shape.
   * @param options `dtype`. Default: 'float32'. 16-bit types come as a Uint16Array of bits.
   * @throws {TypeError | RangeError} if an argument is wrong; nothing is drawn.
   */
  rand<D extends DtypeName = 'float32'>(size: number | Shape, options?: TorchOptions<D>): NumbersOf<D> {
    return this.uniform(size, { low: 0, high: 1, ...options });
  }

  /**
   * tensor.uniform_(low, high), with the fused multiply-add of processors that have one.
   * @param size The number of elements, or a shape.
   * @param options `low` (default: 0), `high` (default: 1) and `dtype`. low ≤ high; both are finite in the dtype.
   * @throws {TypeError | RangeError} if an argument is wrong; nothing is drawn.
   */
  uniform<D extends DtypeName = 'float32'>(size: number | Shape, options?: TorchUniformOptions<D>): NumbersOf<D> {
    const n = checkSize('size', size);
    if (options !== undefined) checkFields('options', options, ['low', 'high', 'dtype']);
    const dtype = readDtypeOr(options, FLOAT32);
    const low = checkFiniteIn(dtype, 'low', own(options, 'low') ?? 0);
    const high = checkFiniteIn(dtype, 'high', own(options, 'high') ?? 1);
    if (low > high) throw wrongValue('high', `a number of at least low, ${low}`, high);
    return this._take((drawer) => narrowed(dtype, drawer.uniform(n, low, high, dtype))) as NumbersOf<D>;
  }

  /**
   * torch.randn(size, out=out). From 16 elements on it draws in another way than below, as PyTorch does.
   * @param out A Float32Array or Float64Array to fill.
   * @returns `out`
   * @throws {TypeError} if it is neither; nothing is drawn.
   */
  randn<T extends ComputeArray>(out: T): T;
  /**
   * torch.randn(size). From 16 elements on it draws in another way than below, as PyTorch does.
   * @param size The number of elements, or a shape.
   * @param options `dtype`. Default: 'float32'.
   * @throws {TypeError | RangeError} if an argument is wrong; nothing is drawn.
   */
  randn<D extends DtypeName = 'float32'>(size: number | Shape, options?: TorchOptions<D>): NumbersOf<D>;
  randn(size: number | Shape | ComputeArray, options?: TorchOptions<DtypeName>): StoredArray {
    return this.#normal(size, options);
  }

  /**
   * out.normal_(mean, std).
   * @param out A Float32Array or Float64Array to fill.
   * @param options `mean` (default: 0), `std` ≥ 0 (default: 1), and `contiguous`: false for a tensor that is not contiguous,
   * whose numbers are then in the order of its memory. Default: true.
   * @returns `out`
   * @throws {TypeError | RangeError} if an argument is wrong; nothing is drawn.
   */
  normal<T extends ComputeArray>(out: T, options?: Omit<TorchNormalOptions, 'dtype'>): T;
  /**
   * tensor.normal_(mean, std) of a new tensor.
   * @param size The number of elements, or a shape.
   * @param options As for `out`, and `dtype`. Default: 'float32'.
   * @throws {TypeError | RangeError} if an argument is wrong; nothing is drawn.
   */
  normal<D extends DtypeName = 'float32'>(size: number | Shape, options?: TorchNormalOptions<D>): NumbersOf<D>;
  normal(size: number | Shape | ComputeArray, options?: TorchNormalOptions<DtypeName>): StoredArray {
    return this.#normal(size, options);
  }

  #normal(size: number | Shape | ComputeArray, options: TorchNormalOptions<DtypeName> | undefined): StoredArray {
    const out = ArrayBuffer.isView(size) ? wideViewOf('out', size) : undefined;
    const elements = out?.length ?? checkSize('size', size);
    const known = ['mean', 'std', 'contiguous', ...(out === undefined ? ['dtype'] : [])];
    if (options !== undefined) checkFields('options', options, known);
    const dtype = out?.dtype ?? readDtypeOr(options, FLOAT32);
    const mean = checkFiniteIn(dtype, 'mean', own(options, 'mean') ?? 0);
    const std = checkFiniteIn(dtype, 'std', own(options, 'std') ?? 1);
    if (std < 0) throw wrongValue('std', 'a number of at least 0', std);
    const serial = !checkBoolean('contiguous', own(options, 'contiguous') ?? true);
    const draw = <T extends ComputeArray>(to: T): T =>
      this._take((drawer) => drawer.normal(to, mean, std, dtype, serial));
    if (out === undefined) return narrowed(dtype, draw(newArray(dtype, elements)));
    draw(plain(size as ComputeArray, dtype, 0, elements) as ComputeArray);
    return size as ComputeArray;
  }

  /**
   * tensor.exponential_(lambda).
   * @param size The number of elements, or a shape.
   * @param options `lambda` > 0 (default: 1) and `dtype`.
   * @throws {TypeError | RangeError} if an argument is wrong; nothing is drawn.
   */
  exponential<D extends DtypeName = 'float32'>(
    size: number | Shape,
    options?: TorchExponentialOptions<D>,
  ): NumbersOf<D> {
    const n = checkSize('size', size);
    if (options !== undefined) checkFields('options', options, ['lambda', 'dtype']);
    const dtype = readDtypeOr(options, FLOAT32);
    const lambda = checkFiniteIn(FLOAT64, 'lambda', own(options, 'lambda') ?? 1);
    if (lambda <= 0) throw wrongValue('lambda', 'a number above 0', lambda);
    const fill = (drawer: TorchDrawer) => new dtype.Compute(n).map(() => drawer.exponential(lambda));
    return this._take((drawer) => narrowed(dtype, fill(drawer))) as NumbersOf<D>;
  }

  /**
   * tensor.bernoulli_(p), or torch.bernoulli of a tensor of probabilities: 1 with each probability, else 0.
   * @param p A probability, with the size; or an array of probabilities, which draws one word each unless it is float64.
   * @throws {TypeError | RangeError} if an argument is wrong; nothing is drawn.
   */
  bernoulli(p: number, size: number | Shape): FreshBytes;
  bernoulli(p: Float32Array | Float64Array): FreshBytes;
  bernoulli(p: Uint16Array, options: { dtype: 'float16' | 'bfloat16' }): FreshBytes;
  bernoulli(p: number | FloatArray, more?: number | Shape | object): FreshBytes {
    if (typeof p === 'number') {
      const rate = checkProbability('p', p);
      const bytes = new Uint8Array(checkSize('size', more));
      return this._take((drawer) => bytes.map(() => Number(drawer.u53() < rate)));
    }
    if (more !== undefined) checkFields('options', more, ['dtype']);
    const view = viewOf('p', p, own(more as object | undefined, 'dtype'));
    const rates = floatsOf(view);
    for (const [i, rate] of rates.entries()) checkProbability(`p[${i}]`, rate);
    const isWide = view.dtype === FLOAT64;
    const draw = (drawer: TorchDrawer) => Array.from(rates, (rate) => (isWide ? drawer.u53() : drawer.u24()) < rate);
    return this._take((drawer) => Uint8Array.from(draw(drawer), Number));
  }

  /**
   * torch.randint(low, high, size): integers in [low, high).
   * @param low A safe integer.
   * @param high A safe integer above low, at most 2^53 - 1 from it.
   * @param size The number of elements, or a shape.
   * @throws {TypeError | RangeError} if an argument is wrong; nothing is drawn.
   */
  randint(low: number, high: number, size: number | Shape): Fresh<Float64Array> {
    const from = checkInteger('low', low, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
    const to = checkInteger('high', high, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
    if (to <= from || to - from > Number.MAX_SAFE_INTEGER) {
      throw wrongValue('high', `an integer above low, ${from}, at most 2^53 - 1 from it`, to);
    }
    const numbers = new Float64Array(checkSize('size', size));
    const [first, range] = [BigInt(from), BigInt(to - from)];
    return this._take((drawer) => numbers.map(() => Number(drawer.integer(first, range))));
  }

  /**
   * tensor.random_() of int64: integers in [0, 2^63).
   * @param size The number of elements, or a shape.
   * @throws {TypeError | RangeError} if size is wrong; nothing is drawn.
   */
  random(size: number | Shape): ReturnType<typeof BigInt64Array.of> {
    const numbers = new BigInt64Array(checkSize('size', size));
    return this._take((drawer) => numbers.map(() => drawer.random()));
  }

  /**
   * torch.randperm(n).
   * @param n An integer in [0, 2^32).
   * @throws {TypeError | RangeError} if n is not such an integer; nothing is drawn.
   */
  randperm(n: number): FreshWords {
    const length = checkInteger('n', n, 0, MAX_LENGTH);
    return this._take((drawer) => drawer.permutation(length));
  }

  /**
   * torch.multinomial(weights, n, replacement): indices of float32 weights.
   * @param weights Weights of at least 0, not all of them 0.
   * @param n How many indices: without replacement at most as many as there are weights above 0. Default: 1.
   * @param options `replacement`. Default: false.
   * @throws {TypeError | RangeError} if an argument is wrong; nothing is drawn.
   */
  multinomial(weights: Float32Array, n = 1, options?: { replacement?: boolean | undefined }): FreshWords {
    const { array } = viewOf('weights', weights, 'float32');
    const copied = Float32Array.from(array);
    for (const [i, weight] of copied.entries()) checkFactor(`weights[${i}]`, weight);
    if (options !== undefined) checkFields('options', options, ['replacement']);
    const replacement = checkBoolean('replacement', own(options, 'replacement') ?? false);
    const positive = copied.filter((weight) => weight > 0).length;
    if (positive === 0) throw wrongValue('weights', 'at least one weight above 0', 0);
    const count = checkInteger('n', n, 1, replacement ? MAX_LENGTH : positive);
    return this._take((drawer) =>
      replacement && count > 1 ? drawer.samples(copied, count) : drawer.choices(copied, count),
    );
  }
}

/** A seed of torch.manual_seed. @throws {TypeError | RangeError} if it is none. */
function checkTorchSeed(seed: unknown): bigint {
  return BigInt.asUintN(64, checkWide('seed', seed, -(2n ** 63n), 2n ** 64n - 1n));
}
