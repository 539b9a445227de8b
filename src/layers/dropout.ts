import { applyBits, identity, readArguments } from '../apply.js';
import { drawnBits } from '../bits.js';
import { checkBoolean, checkProbability } from '../check.js';
import { defaultGenerator } from '../default-generator.js';
import type { FloatArray, Fresh, Like } from '../dtype.js';
import { wrongValue } from '../errors.js';
import { checkGenerator, checkGeneratorState, type Generator, nextDraw } from '../generator.js';
import { checkMask, Mask } from '../mask.js';
import { checkFields, face, own, readOptions } from '../options.js';
import { inspectAs } from '../visible.js';
import type { BackwardOptions, ForwardOptions, LayerOptions, LayerState } from './options.js';

/** What a backward needs to know of its forward; the mask is that of one that dropped. */
interface Forward {
  readonly dropped: boolean;
  readonly length: number;
  readonly seed: bigint;
  readonly draw: number;
  readonly p: number;
  readonly offset: number;
}

const LAYER = face('new Dropout', ['inplace', 'generator']);
const MADE_WITH = 'the layer is made with it';
const FORWARD = face('forward', ['out', 'offset', 'training'], { inplace: MADE_WITH, generator: MADE_WITH });
const BACKWARD = face('backward', ['out', 'mask'], { inplace: MADE_WITH, offset: 'the mask has that of forward()' });

/**
 * Dropout as a layer, as torch.nn.Dropout: forward drops while training and is the identity in evaluation, backward
 * applies the mask of the last forward in training. A mask is a few numbers; nothing of the size of x is kept. A layer
 * that runs more than once before its backwards gives each forward's mask in {@link mask}, and backward takes it.
 *
 * @example
 * import { Dropout, Generator } from 'native-dropout';
 * const layer = new Dropout(0.1, { generator: new Generator(42) });
 * const y = layer.forward(Float32Array.of(5, 7, 9));
 * const dx = layer.backward(Float32Array.of(1, 1, 1));
 * layer.eval().forward(y); // y itself
 */
export class Dropout {
  /** Whether results are written to the inputs themselves. */
  readonly inplace: boolean;
  /** Where the masks come from. */
  readonly generator: Generator;
  /** @internal */
  _p: number;
  /** @internal */
  _training = true;
  /** @internal */
  _last: Forward | undefined = undefined;
  /** @internal The last forward in training, until a backward names its mask. */
  _pending: Forward | undefined = undefined;
  /** @internal Forwards in training since the last backward. */
  _open = 0;

  /**
   * @param p Probability of dropping an element, in [0, 1].
   * @throws {TypeError | RangeError} if p or an option is not what it should be.
   */
  constructor(p = 0.5, options?: LayerOptions) {
    const { inplace = false, generator = defaultGenerator } = readOptions(LAYER, options);
    this._p = checkProbability('p', p);
    this.inplace = checkBoolean('inplace', inplace);
    this.generator = checkGenerator(generator);
  }

  /**
   * Probability of dropping an element, in [0, 1]. Settable between steps, for a schedule.
   * @throws {TypeError | RangeError} if set to anything else.
   */
  get p(): number {
    return this._p;
  }

  set p(p: number) {
    this._p = checkProbability('p', p);
  }

  /** Whether forward drops; true at first. */
  get training(): boolean {
    return this._training;
  }

  /** The mask of the last forward; undefined before the first and after one in evaluation. */
  get mask(): Mask | undefined {
    if (this._last === undefined || !this._last.dropped) return undefined;
    const { seed, draw, p, offset } = this._last;
    return new Mask({ seed, draw, p, offset });
  }

  /**
   * Sets the mode and returns the layer.
   * @throws {TypeError} if mode is not a boolean.
   */
  train(mode = true): this {
    this._training = checkBoolean('mode', mode);
    return this;
  }

  /** train(false). */
  eval(): this {
    return this.train(false);
  }

  /**
   * @returns While training `out`, or x when in place, or else a new array; in evaluation x itself, or a copy in `out`.
   * @throws {TypeError | RangeError} if x or an option is not what it should be; the layer and its generator stay as they
   * were.
   */
  forward<T extends FloatArray, Y extends Like<T>>(x: T, options: ForwardOptions<Y> & { out: Y }): Y;
  forward<T extends FloatArray, Y extends Like<T> = never>(x: T, options?: ForwardOptions<Y>): T | Fresh<T> | Y;
  forward(x: FloatArray, options?: ForwardOptions<FloatArray>): FloatArray {
    const read = readOptions(FORWARD, options);
    const training = read.training === undefined ? this._training : checkBoolean('training', read.training);
    const { generator, _p: p } = this;
    if (!training) {
      const call = readArguments('x', x, read, this.inplace);
      const y = identity(call);
      this._last = { dropped: false, length: call.length, seed: 0n, draw: 0, p, offset: call.index };
      return y;
    }
    const { seed, draw } = nextDraw(generator);
    const call = readArguments('x', x, read, this.inplace);
    const y = applyBits(call, drawnBits(seed, draw, p), p);
    generator.draw = draw + 1;
    this._last = this._pending = { dropped: true, length: call.length, seed, draw, p, offset: call.index };
    this._open += 1;
    return y;
  }

  /**
   * The gradient by x from the gradient by y, `dy`: that of the forward whose `mask` is given; or else, in training, of the
   * last forward in training, and in evaluation of the last forward, which is the identity if it did not drop.
   * @throws {TypeError | RangeError} if dy or an option is not what it should be; dy has the length that x had, or
   * with `mask` any that the mask has.
   * @throws {Error} without `mask`, if it is not certain which forward is meant: before the first, and after more than one
   * in training since the last backward.
   */
  backward<T extends FloatArray, Y extends Like<T>>(dy: T, options: BackwardOptions<Y> & { out: Y }): Y;
  backward<T extends FloatArray, Y extends Like<T> = never>(dy: T, options?: BackwardOptions<Y>): T | Fresh<T> | Y;
  backward(dy: FloatArray, options?: BackwardOptions<FloatArray>): FloatArray {
    const read = readOptions(BACKWARD, options);
    if (read.mask !== undefined) {
      const dx = checkMask('mask', read.mask)._apply('dy', dy, read, this.inplace);
      this._pending = undefined;
      this._open = 0;
      return dx;
    }
    const { dropped, length, seed, draw, p, offset } = this._meant();
    const call = readArguments('dy', dy, read, this.inplace, offset);
    if (call.length !== length) throw wrongValue('dy', `length ${length} like x`, call.length);
    if (!dropped) return identity(call);
    const dx = applyBits(call, drawnBits(seed, draw, p), p);
    this._open = 0;
    return dx;
  }

  /** @internal The forward that a backward without a mask belongs to. */
  _meant(): Forward {
    const evaluated = !this._training && this._last?.dropped === false;
    const forward = evaluated ? this._last : this._pending;
    if (forward === undefined) throw new Error('Dropout: backward() needs a forward() before it, or { mask }');
    if (!evaluated && this._open > 1) {
      throw new Error(
        `Dropout: ${this._open} forwards in training since the last backward(); ` +
          'keep the mask of the layer after each forward(), and give it to backward(dy, { mask })',
      );
    }
    return forward;
  }

  /** What a checkpoint keeps: p, the mode and where the generator stands. Setting it continues from there. */
  get state(): LayerState {
    return { p: this._p, training: this._training, generator: this.generator.state };
  }

  /**
   * Goes to a state that `state` gave earlier; so does the generator, which other layers may share.
   * @throws {TypeError | RangeError} if a field is missing or not what it should be; nothing has changed then.
   */
  set state(state: LayerState) {
    checkFields('state', state, ['p', 'training', 'generator']);
    const p = checkProbability('state.p', own(state, 'p'));
    const training = checkBoolean('state.training', own(state, 'training'));
    const { seed, draw } = checkGeneratorState('state.generator', own(state, 'generator') as object);
    this.generator.state = { seed: seed.toString(), draw };
    this._p = p;
    this._training = training;
  }

  /** The state, so that JSON.stringify(layer) is a checkpoint. */
  toJSON(): LayerState {
    return this.state;
  }

  /** @internal */
  [Symbol.for('nodejs.util.inspect.custom')](_depth: number, options: object, inspect: unknown): string {
    const { p, training, inplace, generator } = this;
    return inspectAs('Dropout', { p, training, inplace, generator }, options, inspect);
  }
}
