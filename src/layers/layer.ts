import type { AnyMask } from '../any-mask.js';
import { type Arguments, identity, readArguments, reuse } from '../apply.js';
import { drawnBits } from '../bits.js';
import { checkBoolean } from '../check.js';
import { defaultGenerator } from '../default-generator.js';
import type { FloatArray } from '../dtype.js';
import { wrongType, wrongValue } from '../errors.js';
import { checkParameter, type Form, type ReadMore, rateOf, readCall } from '../form.js';
import { checkGenerator, checkGeneratorState, type Generator, nextDraw } from '../generator.js';
import { checkMask, Mask } from '../mask.js';
import { type Noise, noiseReader } from '../noise-shape.js';
import { checkFields, type Face, face, type OptionValues, own, readOptions, type Settings } from '../options.js';
import { inPasses, keep } from '../passes.js';
import { inspectAs } from '../visible.js';
import type { LayerState } from './options.js';

/** Marks layers of every copy of the package in the process. */
export const LAYER = Symbol.for('native-dropout.Layer');

/** What a backward needs to know of its forward; the mask, and what p it has, is that of one in training. */
interface Forward {
  readonly training: boolean;
  readonly length: number;
  readonly noise: Noise | undefined;
  readonly seed: bigint;
  readonly draw: number;
  readonly p: number;
  readonly offset: number;
  /** Elements of its bias; 0 where it had none. */
  readonly columns: number;
}

const MADE_WITH = 'the layer is made with it';
const forward = { instead: { inplace: MADE_WITH, generator: MADE_WITH } };
const backward = { instead: { inplace: MADE_WITH, offset: 'the mask has that of forward()' } };
const FORWARD = face('forward', ['out', 'offset', 'training', 'dtype', 'shape'], forward);
const BACKWARD = face('backward', ['out', 'mask', 'dtype', 'shape'], backward);

/** The options of a layer, and those of its class. */
export function layerFace(name: string, more: readonly string[] = []): Face {
  return face(`new ${name}`, ['inplace', 'generator'], { more: ['reuseOutput', ...more] });
}

/** What layers of one array have in common, whatever form of dropout they are of. */
export abstract class Layer {
  /** Whether results are written to the inputs themselves. */
  readonly inplace: boolean;
  /** Where the masks come from. */
  readonly generator: Generator;
  /** Whether forward() and backward() give the same arrays in every step. */
  readonly reuseOutput: boolean;
  /** @internal The name of its class, which a bundler may have changed. */
  readonly _name: string;
  /** @internal */
  readonly _form: Form;
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
  /** @internal */
  _outputs: { forward?: FloatArray; backward?: FloatArray } = {};

  /** @internal `formOf` makes the form of the options that its class has, which are settings. */
  constructor(
    of: Face,
    name: string,
    formOf: (settings: Settings) => Form,
    p: number | undefined,
    options: object | undefined,
  ) {
    const { inplace = false, generator = defaultGenerator, settings } = readOptions(of, options);
    const { reuseOutput = false } = settings;
    this._name = name;
    this._form = formOf(settings);
    this._p = checkParameter(this._form, p);
    this.inplace = checkBoolean('inplace', inplace);
    this.generator = checkGenerator(generator);
    this.reuseOutput = checkBoolean('reuseOutput', reuseOutput);
  }

  /**
   * Probability of dropping an element, in [0, 1]. Settable between steps, for a schedule.
   * @throws {TypeError | RangeError} if set to anything else.
   */
  get p(): number {
    return this._p;
  }

  set p(p: number) {
    this._p = checkParameter(this._form, p);
  }

  /** Whether forward drops; true at first. */
  get training(): boolean {
    return this._training;
  }

  /** The mask of the last forward; undefined before the first and after one in evaluation. */
  get mask(): Mask | undefined {
    if (this._last === undefined || !this._last.training) return undefined;
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

  /** @internal forward() of every class, which has its own types. */
  _forward(x: unknown, options: object | undefined, readMore?: ReadMore): FloatArray {
    const { _form: form, _p: p, generator } = this;
    const read = readOptions(FORWARD, options);
    const passes = inPasses();
    if (passes) this._keep();
    const mode = passes || this._training;
    const training = read.training === undefined ? mode : checkBoolean('training', read.training);
    const noiseFor = noiseReader(form.noise, read.shape);
    if (!training) {
      const call = readCall(form, x, read, this.inplace, noiseFor, readMore);
      const { length, noise, index: offset, columns } = call;
      const y = this._evaluate('forward', call, p);
      this._last = { training, length, noise, seed: 0n, draw: 0, p, offset, columns };
      return y;
    }
    const { seed, draw } = nextDraw(generator);
    const call = readCall(form, x, read, this.inplace, noiseFor, readMore);
    const { length, noise, index: offset, columns } = call;
    const rate = rateOf(call, p);
    const last = { training, length, noise, seed, draw, p: rate, offset, columns };
    const y = this._output('forward', call, () => form.forward(call, drawnBits(seed, draw, rate), rate));
    generator.draw = draw + 1;
    this._last = this._pending = last;
    this._open += 1;
    return y;
  }

  /** @internal backward() of every class, which has its own types. */
  _backward(dy: unknown, options: object | undefined, readMore?: ReadMore): FloatArray {
    const { _form: form } = this;
    const read = readOptions(BACKWARD, options);
    if (inPasses()) this._keep();
    if (read.mask !== undefined) return this._backwardOf(checkMask('mask', read.mask), dy, read, readMore);
    if (read.shape !== undefined) throw wrongType('shape', 'none without mask, as it is that of forward()', read.shape);
    const { training, length, noise, seed, draw, p, offset, columns } = this._meant();
    const call = readArguments('dy', dy, read, this.inplace, () => noise, offset);
    const wanted = (training && form.gradientLength?.(noise, p)) || length;
    if (call.length !== wanted)
      throw wrongValue('dy', `length ${wanted} like ${wanted === length ? 'x' : 'y'}`, call.length);
    readMore?.(call, columns);
    if (!training) return this._evaluate('backward', call, p);
    const dx = this._output('backward', call, () => form.backward(call, drawnBits(seed, draw, p), p));
    this._open = 0;
    return dx;
  }

  /** @internal The backward of a forward of which the mask is given. */
  _backwardOf(mask: AnyMask, dy: unknown, read: Readonly<OptionValues>, readMore?: ReadMore): FloatArray {
    const last = this._last;
    const noiseFor =
      read.shape === undefined && last !== undefined ? () => last.noise : noiseReader(this._form.noise, read.shape);
    const call = readArguments('dy', dy, read, this.inplace, noiseFor, mask.offset, mask._limit);
    const wanted = this._form.gradientLength?.(call.noise, mask.p) ?? last?.length;
    if (this._form.noise !== undefined && read.shape === undefined && call.length !== wanted) {
      throw wrongValue('dy', `length ${wanted} like x, or shape beside mask`, call.length);
    }
    readMore?.(call, last?.columns ?? 0);
    const dx = this._output('backward', call, () => this._form.backward(call, mask._bits(), mask.p));
    this._pending = undefined;
    this._open = 0;
    return dx;
  }

  /** @internal Passes begin with what a new layer remembers, and behind them it is what it was. */
  _keep(): void {
    keep(this, () => {
      const { _last, _pending, _open, _outputs } = this;
      Object.assign(this, { _last: undefined, _pending: undefined, _open: 0, _outputs: {} });
      return () => Object.assign(this, { _last, _pending, _open, _outputs });
    });
  }

  /** @internal Nothing is made where evaluation is the identity. */
  _evaluate(which: 'forward' | 'backward', call: Arguments, p: number): FloatArray {
    const { evaluate: both, evaluateBackward = both } = this._form;
    const run = which === 'forward' ? both : evaluateBackward;
    return run === undefined ? identity(call) : this._output(which, call, () => run(call, p));
  }

  /** @internal Runs with the array of the step before for output, if it has its kind. */
  _output(which: 'forward' | 'backward', call: Arguments, run: () => FloatArray): FloatArray {
    if (!this.reuseOutput || call.y !== undefined) return run();
    reuse(call, this._outputs[which]);
    const y = run();
    this._outputs[which] = y;
    return y;
  }

  /** @internal The forward that a backward without a mask belongs to. */
  _meant(): Forward {
    const evaluated = !this._training && this._last?.training === false;
    const forward = evaluated ? this._last : this._pending;
    if (forward === undefined) throw new Error(`${this._name}: backward() needs a forward() before it, or { mask }`);
    if (!evaluated && this._open > 1) {
      throw new Error(
        `${this._name}: ${this._open} forwards in training since the last backward(); ` +
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
    const { p, training, seed, draw } = checkLayerState('state', state, this._form);
    this.generator.state = { seed: seed.toString(), draw };
    this._p = p;
    this._training = training;
  }

  /** The state, so that JSON.stringify(layer) is a checkpoint. */
  toJSON(): LayerState {
    return this.state;
  }

  /** @internal */
  get [LAYER](): true {
    return true;
  }

  /** @internal */
  [Symbol.for('nodejs.util.inspect.custom')](_depth: number, options: object, inspect: unknown): string {
    const { p, training, inplace, generator } = this;
    return inspectAs(this._name, { p, training, inplace, generator }, options, inspect);
  }
}

/** The fields of a state, read once. */
export function checkLayerState(
  name: string,
  state: object,
  form: Form,
): { p: number; training: boolean; seed: bigint; draw: number } {
  checkFields(name, state, ['p', 'training', 'generator']);
  const p = checkParameter(form, own(state, 'p'), `${name}.p`);
  const training = checkBoolean(`${name}.training`, own(state, 'training'));
  return { p, training, ...checkGeneratorState(`${name}.generator`, own(state, 'generator') as object) };
}
