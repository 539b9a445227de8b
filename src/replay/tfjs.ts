import type { Fresh } from '../core/dtype.js';
import { wrongType, wrongValue } from '../input/errors.js';
import { checkShape, type Shape } from '../input/shape.js';
import type { MaskRequest, Replayed } from '../random/source.js';
import { type Alea, seededAlea } from './alea.js';
import { checkBelowOne, checkNormal, checkSelect, checkUniform, readState } from './checks.js';
import { packDrawn } from './compare.js';
import { glorotLimit } from './fans.js';
import { leastWhere } from './least.js';
import { polar } from './polar.js';
import { rounded } from './round.js';
import { checkSize, ReplaySource } from './source.js';

const { fround } = Math;

/**
 * A seed of TensorFlow.js: of `tf.dropout(x, rate, noiseShape, seed)`, `tf.layers.dropout({ rate, seed })`, and of the
 * functions of random numbers. There a seed is no sequence: each call draws the same again, and so do the calls here.
 *
 * @example
 * import { dropout } from 'native-dropout';
 * import { TfjsSeed } from 'native-dropout/replay';
 * const generator = new TfjsSeed(42);
 * const y = dropout(Float32Array.of(5, 7, 9), 0.1, { generator }); // tf.dropout([5, 7, 9], 0.1, null, 42)
 */
export class TfjsSeed extends ReplaySource<number | string> {
  /**
   * Makes the source of a seed.
   * @param seed A number or a text.
   * @throws {TypeError} if it is neither.
   */
  constructor(seed: number | string) {
    super(checkTfjsSeed('seed', seed));
  }

  /** @internal */
  get _name(): string {
    return 'TfjsSeed';
  }

  /**
   * The seed. Settable.
   * @throws {TypeError} if set to neither a number nor a text; nothing changes.
   */
  get state(): number | string {
    return this._now;
  }

  set state(state: number | string) {
    this._place(readState(this, state));
  }

  /** @internal */
  _write(): number | string {
    return this._now;
  }

  /** @internal */
  _read(name: string, state: unknown): number | string {
    return checkTfjsSeed(name, state);
  }

  /** @internal */
  _replay(request: MaskRequest): Replayed<number | string> {
    const { p, elements, dtype, kind } = request;
    checkSelect(kind, 'TensorFlow.js with a seed');
    checkBelowOne(request, 'tf.dropout');
    const keep = fround(1 - p);
    const least = p === 0 ? 0 : leastWhere(0, 2 ** 32, (word) => fround(fround(word * 2 ** -32) + keep) >= 1);
    const alea = this.#alea();
    const words = packDrawn(elements, { shift: 0, limit: least, flip: true }, ({ words: piece }, _first, n) =>
      alea.fill(piece.subarray(0, n)),
    );
    return { words, factor: { rule: 'multiply', by: rounded(dtype, fround(1 / keep)) }, next: this._now };
  }

  /**
   * Numbers in [min, max), as `tf.randomUniform(shape, min, max, 'float32', seed)`.
   * @throws {TypeError | RangeError} if an argument is wrong.
   */
  randomUniform(shape: number | Shape, min = 0, max = 1): Fresh<Float32Array> {
    const n = checkSize('shape', shape);
    checkUniform(min, max, ['min', 'max']);
    const words = new Uint32Array(n);
    this.#alea().fill(words);
    const range = max - min;
    const numbers = new Float32Array(n);
    for (let i = 0; i < n; ++i) numbers[i] = min + range * (words[i] * 2 ** -32);
    return numbers;
  }

  /**
   * Normal numbers, as `tf.randomNormal(shape, mean, stdDev, 'float32', seed)`.
   * @throws {TypeError | RangeError} if an argument is wrong; or if the seed is 0 or '', which is none for this function.
   */
  randomNormal(shape: number | Shape, mean = 0, stdDev = 1): Fresh<Float32Array> {
    return this.#normal(shape, mean, stdDev, Infinity);
  }

  /**
   * Normal numbers within two standard deviations, as `tf.truncatedNormal(shape, mean, stdDev, 'float32', seed)`.
   * @throws {TypeError | RangeError} like {@link TfjsSeed.randomNormal}.
   */
  truncatedNormal(shape: number | Shape, mean = 0, stdDev = 1): Fresh<Float32Array> {
    return this.#normal(shape, mean, stdDev, 2);
  }

  /**
   * Initial weights, as `tf.initializers.glorotUniform({ seed }).apply(shape)`.
   * @param shape [in, out] of a dense layer, or [...kernel, in, out] of a convolution.
   * @throws {TypeError | RangeError} if it is no such shape.
   */
  glorotUniform(shape: Shape): Fresh<Float32Array> {
    if (checkShape('shape', shape).length < 2) throw wrongValue('shape', 'at least two axes', shape.length);
    const limit = glorotLimit(shape);
    return this.randomUniform(shape, -limit, limit);
  }

  #normal(shape: number | Shape, mean: number, stdDev: number, most: number): Fresh<Float32Array> {
    const n = checkSize('shape', shape);
    checkNormal(mean, stdDev, ['mean', 'stdDev']);
    if (!this._now)
      throw wrongValue('seed', 'a seed other than 0, with which TensorFlow.js draws a random one', this._now);
    const alea = this.#alea();
    const word = new Uint32Array(1);
    const uniform = (): number => {
      alea.fill(word);
      return word[0] * 2 ** -32;
    };
    const [lower, upper] = [mean - most * stdDev, mean + most * stdDev];
    const isWithin = (value: number): boolean => value >= lower && value <= upper;
    const numbers = new Float32Array(n);
    for (let i = 0; i < n; ) {
      const [x, y, factor] = polar(uniform, Math.log);
      const first = mean + stdDev * x * factor;
      const second = mean + stdDev * y * factor;
      if (!isWithin(first)) continue; // and the second one is lost too
      numbers[i] = first;
      i += 1;
      if (i < n && isWithin(second)) {
        numbers[i] = second;
        i += 1;
      }
    }
    return numbers;
  }

  #alea(): Alea {
    return seededAlea(String(this._now));
  }
}

function checkTfjsSeed(name: string, seed: unknown): number | string {
  if (typeof seed === 'number' || typeof seed === 'string') return seed;
  throw wrongType(name, 'a number or a text', seed);
}
