import { identity } from '../apply.js';
import { checkBoolean, checkFloats, checkOptions, checkProbability, wrongValue } from '../check.js';
import type { FloatArray, Like } from '../dtype.js';
import { checkGenerator, defaultGenerator, type Generator } from '../generator.js';
import { Mask } from '../mask.js';

export interface LayerOptions {
  /** Write results to the inputs themselves. False when left out. */
  inplace?: boolean | undefined;
  /** Where the masks come from; the default generator when left out. */
  generator?: Generator | undefined;
}

/**
 * Dropout as a layer, as torch.nn.Dropout: forward drops while training and is the identity in evaluation, backward
 * applies the mask of the last forward. The mask is four numbers; nothing of the size of x is kept. A layer that runs
 * twice in a step gives its first mask in {@link mask} before the second forward: `mask.apply(dy)` is that backward.
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
  #p: number;
  #training = true;
  #last: { mask: Mask | undefined; length: number } | undefined;

  /**
   * @param p Probability of dropping an element, in [0, 1].
   * @throws {TypeError | RangeError} if p or an option is not what it should be.
   */
  constructor(p = 0.5, options: LayerOptions = {}) {
    const { inplace = false, generator = defaultGenerator } = checkOptions('options', options);
    this.#p = checkProbability('p', p);
    this.inplace = checkBoolean('inplace', inplace);
    checkGenerator(generator);
    this.generator = generator;
  }

  /**
   * Probability of dropping an element, in [0, 1]. Settable between steps, for a schedule.
   * @throws {TypeError | RangeError} if set to anything else.
   */
  get p(): number {
    return this.#p;
  }

  set p(p: number) {
    this.#p = checkProbability('p', p);
  }

  /** Whether forward drops; true at first. */
  get training(): boolean {
    return this.#training;
  }

  /** The mask of the last forward; undefined before the first and after one in evaluation. */
  get mask(): Mask | undefined {
    return this.#last?.mask;
  }

  /**
   * Sets the mode and returns the layer.
   * @throws {TypeError} if mode is not a boolean.
   */
  train(mode = true): this {
    this.#training = checkBoolean('mode', mode);
    return this;
  }

  /** train(false). */
  eval(): this {
    return this.train(false);
  }

  /**
   * @returns While training `out`, or x when in place, or else a new array; in evaluation x itself, or a copy in `out`.
   * @throws {TypeError | RangeError} if x or out is not what it should be; the layer and its generator stay as they were.
   */
  forward<T extends FloatArray>(x: T, options: { out?: Like<T> | undefined } = {}): Like<T> {
    const { out } = checkOptions('options', options);
    const { seed, draw } = this.generator;
    const mask = this.#training ? new Mask({ seed, draw, p: this.#p }) : undefined;
    const y = this.#apply(mask, x, out);
    if (mask !== undefined) this.generator.draw += 1;
    this.#last = { mask, length: x.length };
    return y;
  }

  /**
   * The gradient by x from the gradient by y, `dy`, of the last forward.
   * @throws {TypeError | RangeError} if dy or out is not what it should be; dy has the length that x had.
   * @throws {Error} before the first forward.
   */
  backward<T extends FloatArray>(dy: T, options: { out?: Like<T> | undefined } = {}): Like<T> {
    const { out } = checkOptions('options', options);
    if (this.#last === undefined) throw new Error('Dropout: backward() needs a forward() before it');
    const { mask, length } = this.#last;
    checkFloats('dy', dy);
    if (dy.length !== length) throw wrongValue('dy', `length ${length} like x`, dy.length);
    return this.#apply(mask, dy, out);
  }

  #apply<T extends FloatArray>(mask: Mask | undefined, x: T, out: Like<T> | undefined): Like<T> {
    const { inplace } = this;
    return mask === undefined ? identity(x, out, inplace) : mask.apply(x, { out, inplace });
  }
}
