import { type DtypeName, FLOAT32, FLOAT64, type Fresh, type FreshBytes, type FreshWords } from '../core/dtype.js';
import { unpack } from '../core/packed.js';
import {
  checkBoolean,
  checkChoice,
  checkInteger,
  checkProbability,
  isBranded,
  isPlain,
  MAX_LENGTH,
} from '../input/check.js';
import { wrongType, wrongValue } from '../input/errors.js';
import { readList } from '../input/list.js';
import { checkFields, own } from '../input/options.js';
import type { Shape } from '../input/shape.js';
import { type MaskRequest, type Replayed, SOURCE } from '../random/source.js';
import { checkWide, INT64 } from './check-integer.js';
import { readState } from './checks.js';
import { readDtypeOr } from './dtype-option.js';
import { flaxMask } from './flax-mask.js';
import {
  bits32,
  foldIn,
  IMPLEMENTATIONS,
  type Implementation,
  type KeyData,
  keyData,
  narrowBits,
  split,
} from './jax-bits.js';
import { glorotUniform, lecunNormal, normals, truncatedNormals } from './jax-normal.js';
import { bernoulli, bernoulliHigh, integersIn, permutation, uniforms } from './jax-random.js';
import { checkSize, ReplaySource } from './source.js';
import { type ReplayNumbers, type ReplayUniformOptions, readUniform } from './uniform-options.js';

/** The options of a key: those of jax.random.key, and the settings of JAX under which it is used. */
export interface JaxKeyOptions {
  /** Default: 'threefry2x32'. */
  impl?: Implementation | undefined;
  /** The setting jax_threefry_partitionable. Default: true, as in JAX since 0.5. */
  partitionable?: boolean | undefined;
  /** The setting jax_enable_x64. Default: false. */
  x64?: boolean | undefined;
}

/** A key of JAX as JSON. */
export interface JaxKeyState {
  /** The implementation. */
  impl: Implementation;
  /** The setting jax_threefry_partitionable. */
  partitionable: boolean;
  /** The setting jax_enable_x64. */
  x64: boolean;
  /** The words of the key, as jax.random.key_data gives them. */
  words: readonly number[];
}

/** The options of {@link JaxKey.bernoulli}. */
export interface JaxBernoulliOptions {
  /** 'high' draws twice the bits, for small p. Default: 'low'. */
  mode?: 'low' | 'high' | undefined;
  /** The type of p. Default: that of a Python float, 'float32', or 'float64' with x64. */
  dtype?: DtypeName | undefined;
}

/**
 * A key of jax.random on a CPU (docs/replay.md). Its methods have the names of JAX's functions, without the key as their
 * first argument. Like a key of JAX it never moves on: the same call gives the same numbers again. As the generator of a form
 * it drops what `jnp.where(jax.random.bernoulli(key, 1 - p, x.shape), x / (1 - p), 0)` drops under jit, each time.
 *
 * @example
 * import { dropout } from 'native-dropout';
 * import { JaxKey } from 'native-dropout/replay';
 * const [key, sub] = new JaxKey(42).split();
 * const y = dropout(Float32Array.of(5, 7, 9), 0.5, { generator: sub });
 * const noise = key.normal([2, 3]);
 */
export class JaxKey extends ReplaySource<KeyData> {
  /**
   * Makes jax.random.key(seed), or the key of a state.
   * @param seed An integer in [-2^63, 2^63): a safe integer or a bigint. Without x64 only its low 32 bits count. Or a
   * {@link JaxKey.state}, without options.
   * @throws {TypeError | RangeError} if an argument is wrong.
   */
  constructor(seed: number | bigint | JaxKeyState, options?: JaxKeyOptions) {
    super(isPlain(seed) ? checkKey('state', seed) : checkSeeded(seed, options));
  }

  /** @internal */
  get _name(): string {
    return 'JaxKey';
  }

  /**
   * The key as JSON. Settable: the object is that key from then on.
   * @throws {TypeError | RangeError} if set to anything else; nothing changes.
   */
  get state(): JaxKeyState {
    return this._write();
  }

  set state(state: JaxKeyState) {
    this._place(readState(this, state));
  }

  /** @internal */
  _write(): JaxKeyState {
    return { ...this._now, words: this._now.words.slice() };
  }

  /** @internal */
  _read(name: string, state: unknown): KeyData {
    return checkKey(name, state);
  }

  /** @internal */
  _replay(request: MaskRequest): Replayed<KeyData> {
    return { ...flaxMask(request, () => this._now), next: this._now };
  }

  /**
   * jax.random.split(key, n)
   * @param n The number of keys, an integer in [0, 2^32). Default: 2.
   * @throws {TypeError | RangeError} if n is no such integer.
   */
  split(n = 2): JaxKey[] {
    return split(this._now, checkInteger('n', n, 0, MAX_LENGTH)).map((data) => new JaxKey(data));
  }

  /**
   * jax.random.fold_in(key, data)
   * @param data An integer in [0, 2^32).
   * @throws {TypeError | RangeError} if data is no such integer.
   */
  foldIn(data: number): JaxKey {
    return new JaxKey(foldIn(this._now, checkInteger('data', data, 0, MAX_LENGTH)));
  }

  /**
   * jax.random.bits: integers of 32 bits, or of 8 or 16 bits of a threefry key.
   * @param size The number of elements, or a shape.
   * @throws {TypeError | RangeError} if an argument is wrong.
   */
  bits(size: number | Shape, width: 8 | 16 | 32 = 32): FreshWords {
    const n = checkSize('size', size);
    if (width === 32) return bits32(this._now, n);
    if (width !== 8 && width !== 16) throw wrongValue('width', '8, 16 or 32', width);
    checkWidth('width', this._now, width);
    return narrowBits(this._now, n, width);
  }

  /**
   * jax.random.bernoulli: 1 with probability p, else 0.
   * @param p A number in [0, 1].
   * @param size The number of elements, or a shape.
   * @throws {TypeError | RangeError} if an argument is wrong.
   */
  bernoulli(p: number, size: number | Shape, options?: JaxBernoulliOptions): FreshBytes {
    const rate = checkProbability('p', p);
    const n = checkSize('size', size);
    if (options !== undefined) checkFields('options', options, ['mode', 'dtype']);
    const dtype = readDtypeOr(options, this.#float());
    const high = checkChoice('mode', own(options, 'mode') ?? 'low', ['low', 'high']) === 'high';
    if (high && dtype !== FLOAT32) throw wrongValue('dtype', "'float32' for mode: 'high'", dtype.name);
    checkWidth('dtype', this._now, dtype.name);
    const kept = new Uint8Array(n);
    unpack(high ? bernoulliHigh(this._now, rate, n) : bernoulli(this._now, dtype, rate, n), kept);
    return kept;
  }

  /**
   * jax.random.uniform: numbers in [minval, maxval). Those of float64 are in [0, 1).
   * @param size The number of elements, or a shape.
   * @param options `dtype` (default: 'float32', or 'float64' with x64), `minval` and `maxval`.
   * @throws {TypeError | RangeError} if an argument is wrong.
   */
  uniform(size: number | Shape, options?: ReplayUniformOptions): ReplayNumbers {
    const n = checkSize('size', size);
    const { dtype, low, high } = readUniform(options, this.#float());
    if (dtype === FLOAT64 && low !== 0) throw wrongValue('minval', '0 for float64', low);
    if (dtype === FLOAT64 && high !== 1) throw wrongValue('maxval', '1 for float64', high);
    checkWidth('dtype', this._now, dtype.name);
    return uniforms(this._now, dtype, n, low, high);
  }

  /**
   * jax.random.normal with dtype float32.
   * @param size The number of elements, or a shape.
   * @throws {TypeError | RangeError} if size is wrong.
   */
  normal(size: number | Shape): Fresh<Float32Array> {
    return normals(this._now, checkSize('size', size));
  }

  /**
   * jax.random.truncated_normal(key, -2, 2) with dtype float32.
   * @param size The number of elements, or a shape.
   * @throws {TypeError | RangeError} if size is wrong.
   */
  truncatedNormal(size: number | Shape): Fresh<Float32Array> {
    return truncatedNormals(this._now, checkSize('size', size));
  }

  /**
   * jax.random.randint with dtype int32: integers in [minval, maxval).
   * @param size The number of elements, or a shape.
   * @param minval An integer in [-2^31, 2^31).
   * @param maxval An integer above minval, in [-2^31, 2^31).
   * @throws {TypeError | RangeError} if an argument is wrong.
   */
  randint(size: number | Shape, minval: number, maxval: number): ReturnType<typeof Int32Array.of> {
    const n = checkSize('size', size);
    const low = checkInteger('minval', minval, -(2 ** 31), 2 ** 31 - 2);
    return integersIn(this._now, n, low, checkInteger('maxval', maxval, low + 1, 2 ** 31 - 1));
  }

  /**
   * jax.random.permutation(key, n): the numbers 0 … n - 1 in random order.
   * @param n An integer in [0, 2^32).
   * @throws {TypeError | RangeError} if n is no such integer.
   */
  permutation(n: number): FreshWords {
    return permutation(this._now, checkInteger('n', n, 0, MAX_LENGTH));
  }

  /**
   * The kernel that nn.initializers.lecun_normal() makes, the default of dense layers, in row-major order.
   * @param fanIn The inputs of the layer.
   * @param fanOut Its outputs.
   * @throws {TypeError | RangeError} if an argument is wrong.
   */
  lecunNormal(fanIn: number, fanOut: number): Fresh<Float32Array> {
    const inputs = checkInteger('fanIn', fanIn, 1, MAX_LENGTH);
    return lecunNormal(this._now, inputs, checkSize('fanOut', [inputs, fanOut]));
  }

  /**
   * The kernel that nn.initializers.glorot_uniform() makes, in row-major order.
   * @param fanIn The inputs of the layer.
   * @param fanOut Its outputs.
   * @throws {TypeError | RangeError} if an argument is wrong.
   */
  glorotUniform(fanIn: number, fanOut: number): Fresh<Float32Array> {
    const inputs = checkInteger('fanIn', fanIn, 1, MAX_LENGTH);
    return glorotUniform(this._now, inputs, fanOut, checkSize('fanOut', [inputs, fanOut]));
  }

  /** The type of floats in Python. */
  #float(): typeof FLOAT32 {
    return this._now.x64 ? FLOAT64 : FLOAT32;
  }
}

/** Accepts keys of all copies of the package. @throws {TypeError} if it is none. */
export function checkJaxKey(key: unknown): KeyData {
  if (isBranded(key, SOURCE) && (key as JaxKey)._name === 'JaxKey') return (key as JaxKey)._now;
  throw wrongType('key', 'a JaxKey', key);
}

function checkSeeded(seed: unknown, options: object | undefined): KeyData {
  const whole = checkWide('seed', seed, ...INT64);
  if (options !== undefined) checkFields('options', options, ['impl', 'partitionable', 'x64']);
  const impl = checkChoice('impl', own(options, 'impl') ?? 'threefry2x32', IMPLEMENTATIONS);
  const partitionable = checkBoolean('partitionable', own(options, 'partitionable') ?? true);
  return keyData(whole, impl, partitionable, checkBoolean('x64', own(options, 'x64') ?? false));
}

/** Reads a key from JSON. */
export function checkKey(name: string, state: unknown): KeyData {
  checkFields(name, state, ['impl', 'partitionable', 'x64', 'words']);
  const impl = checkChoice(`${name}.impl`, own(state, 'impl'), IMPLEMENTATIONS);
  const words = readList(`${name}.words`, own(state, 'words'), 'an array of words', (word, i) =>
    checkInteger(`${name}.words[${i}]`, word, 0, MAX_LENGTH),
  );
  const length = impl === 'rbg' ? 4 : 2;
  if (words.length !== length) throw wrongValue(`${name}.words`, `${length} words of ${impl}`, words.length);
  return {
    impl,
    partitionable: checkBoolean(`${name}.partitionable`, own(state, 'partitionable')),
    x64: checkBoolean(`${name}.x64`, own(state, 'x64')),
    words,
  };
}

/** Of other implementations only words of 32 bits are known. */
function checkWidth(name: string, { impl }: KeyData, what: number | string): void {
  if (impl === 'threefry2x32' || what === 32 || what === 'float32') return;
  throw wrongValue(name, `${name === 'width' ? 32 : "'float32'"} for a key of ${impl}`, what);
}
