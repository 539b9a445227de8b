import { type Dtype, FLOAT32, type Fresh } from '../core/dtype.js';
import type { Factor } from '../core/factor.js';
import { checkChoice, checkInteger, MAX_LENGTH } from '../input/check.js';
import { wrongValue } from '../input/errors.js';
import { isList } from '../input/list.js';
import { checkFields, own } from '../input/options.js';
import { checkShape, type Shape } from '../input/shape.js';
import type { MaskRequest, Replayed } from '../random/source.js';
import { checkList } from './check-integer.js';
import { checkUniform } from './checks.js';
import { glorotLimit } from './fans.js';
import { KERAS_BACKENDS, type KerasBackend, type KerasBackendName, type KerasPair } from './keras-backends.js';
import { checkSize, ReplaySource } from './source.js';

const { fround } = Math;

/** The options of {@link KerasSeedGenerator} and {@link setRandomSeed}. */
export interface KerasOptions {
  /** The backend of Keras, on a CPU. Default: 'tensorflow'. */
  backend?: KerasBackendName | undefined;
}

/** The names of the backends. */
const NAMES = Object.keys(KERAS_BACKENDS) as KerasBackendName[];

/**
 * The SeedGenerator of a layer of Keras 3: that of `layers.Dropout(rate, seed=seed)`, of SpatialDropout and AlphaDropout, of
 * `keras.random` functions and of initializers. Each draw takes the next pair: (seed, 0), (seed, 1), ….
 *
 * @example
 * import { Dropout } from 'native-dropout';
 * import { KerasSeedGenerator } from 'native-dropout/replay';
 * const generator = new KerasSeedGenerator(42, { backend: 'jax' });
 * const layer = new Dropout(0.1, { generator }); // keras.layers.Dropout(0.1, seed=42)
 */
export class KerasSeedGenerator extends ReplaySource<KerasPair> {
  /** The backend of Keras that it replays. */
  readonly backend: KerasBackendName;

  /**
   * Makes the generator of a seed.
   * @param seed An integer in [0, 2^32); in [0, 2^31) on torch.
   * @param options `backend`: 'tensorflow' (default), 'jax', 'torch' or 'numpy'.
   * @throws {TypeError | RangeError} if an argument is wrong.
   */
  constructor(seed: number, options?: KerasOptions) {
    const backend = readBackend(options);
    super([checkInteger('seed', seed, 0, KERAS_BACKENDS[backend].seeds - 1), 0]);
    this.backend = backend;
  }

  /** @internal */
  get _name(): string {
    return 'KerasSeedGenerator';
  }

  /**
   * The seed and the number of draws, as `seed_generator.state`. Settable.
   * @throws {TypeError | RangeError} if set to anything else, or to a checkpoint of another backend; nothing changes.
   */
  get state(): [seed: number, count: number] {
    return [...this._now];
  }

  set state(state: readonly [seed: number, count: number]) {
    this._place(isList(state) ? this.#readPair('state', state) : this._check('state', state));
  }

  /** @internal */
  _write(): { backend: KerasBackendName; pair: number[] } {
    return { backend: this.backend, pair: this.state };
  }

  /** @internal */
  _read(name: string, json: unknown): KerasPair {
    checkFields(name, json, ['backend', 'pair']);
    checkChoice(`${name}.backend`, own(json, 'backend'), [this.backend]);
    return this.#readPair(`${name}.pair`, own(json, 'pair'));
  }

  #readPair(name: string, list: unknown): KerasPair {
    const [seed, count] = checkList(name, list, 2, (entry, value) => checkInteger(entry, value, 0, MAX_LENGTH));
    return [checkInteger(`${name}[0]`, seed, 0, this.#draws.seeds - 1), count];
  }

  get #draws(): KerasBackend {
    return KERAS_BACKENDS[this.backend];
  }

  /** @internal */
  _replay({ p, elements, length, dtype, kind }: MaskRequest): Replayed<KerasPair> {
    const pair = this._now;
    const isAlpha = kind === 'alpha';
    checkKnown(this.backend, p, dtype, isAlpha);
    if (p === 0) {
      const factor = isAlpha ? alphaFactor(0) : ({ rule: 'multiply', by: 1 } as const);
      return { words: new Uint32Array(Math.ceil(elements / 32)).fill(-1), factor, next: pair };
    }
    const draws = this.#draws;
    const words = isAlpha ? draws.atLeast(pair, p, elements) : draws.kept(pair, p, elements, dtype);
    const next = following(pair);
    if (isAlpha) return { words, factor: alphaFactor(p), next };
    return { words, factor: p === 1 ? { rule: 'multiply', by: 0 } : draws.factor(p, dtype, length), next };
  }

  /**
   * Numbers in [minval, maxval), as `keras.random.uniform(shape, minval, maxval, seed=generator)` in float32.
   * @throws {TypeError | RangeError} if an argument is wrong; nothing is drawn.
   */
  uniform(shape: number | Shape, minval = 0, maxval = 1): Fresh<Float32Array> {
    const n = checkSize('shape', shape);
    checkUniform(minval, maxval, ['minval', 'maxval']);
    const numbers = this.#draws.uniform(this._now, n, minval, maxval);
    this._move(following(this._now));
    return numbers;
  }

  /**
   * Initial weights, as `keras.initializers.GlorotUniform(seed)(shape)`, the default of dense and convolutional layers.
   * @param shape [in, out] of a dense layer, or [...kernel, in, out] of a convolution.
   * @throws {TypeError | RangeError} if it is no such shape; nothing is drawn.
   */
  glorotUniform(shape: Shape): Fresh<Float32Array> {
    if (checkShape('shape', shape).length < 2) throw wrongValue('shape', 'at least two axes', shape.length);
    const limit = glorotLimit(shape);
    return this.uniform(shape, -limit, limit);
  }
}

function following([seed, count]: KerasPair): KerasPair {
  return [seed, count + 1];
}

/** @throws {RangeError} if the backend refuses the rate, or nobody knows what it draws. */
function checkKnown(backend: KerasBackendName, p: number, dtype: Dtype, isAlpha: boolean): void {
  if (p === 1 && (isAlpha || backend === 'tensorflow'))
    throw wrongValue('p', `a rate below 1 for Keras on ${backend}`, p);
  const hasTypes = !isAlpha && (backend === 'tensorflow' || backend === 'jax');
  if (dtype !== FLOAT32 && !hasTypes) throw wrongValue('dtype', `'float32' for Keras on ${backend}`, dtype.name);
}

/** α′ of SELU, as keras.layers.AlphaDropout computes it. */
const ALPHA = -1.6732632423543772 * 1.0507009873554805;

/** The values of AlphaDropout. */
function alphaFactor(rate: number): Factor {
  const scale = ((1 - rate) * (1 + rate * ALPHA ** 2)) ** -0.5;
  const shift = fround(-scale * ALPHA * rate);
  const dropped = fround(fround(fround(scale) * fround(ALPHA)) + shift);
  return { rule: 'affine', scale: fround(scale), shift, dropped };
}

/** Reads the option `backend`. */
export function readBackend(options: object = {}): KerasBackendName {
  checkFields('options', options, ['backend']);
  return checkChoice('backend', own(options, 'backend') ?? 'tensorflow', NAMES);
}
