import { type Call, readCall, withOther } from '../call/call.js';
import { readShape } from '../call/mask-shape.js';
import type { FloatArray } from '../core/dtype.js';
import { checkParameter, type Form, type FormRow, identity, type Made, type Pass } from '../form/form.js';
import { type Inputs, runForward } from '../form/forward.js';
import { checkBoolean, checkInteger, MAX_INDEX } from '../input/check.js';
import { message, wrongType, wrongValue } from '../input/errors.js';
import { type Accepts, accepting, checkFields, type OptionValues, own, readOptions } from '../input/options.js';
import { type Shape, sizeOf } from '../input/shape.js';
import { viewOf } from '../input/view.js';
import type { AnyMask } from '../mask/any-mask.js';
import { checkMask, Mask } from '../mask/mask.js';
import { defaultGenerator } from '../random/default-generator.js';
import { checkGenerator, checkGeneratorState, type Generator } from '../random/generator.js';
import { inPasses, keep } from '../random/passes.js';
import { inspectAs } from '../random/visible.js';
import { Forwards, type Known, type Past } from './forwards.js';
import type { LayerState } from './options.js';

/** Marks layers of every copy of the package in the process. */
export const LAYER = Symbol.for('native-dropout.Layer');

const MADE_WITH = 'the layer is made with it';
const FORWARD_INSTEAD = { inplace: MADE_WITH, generator: MADE_WITH };
const BACKWARD_INSTEAD = { inplace: MADE_WITH, offset: 'the mask has that of forward()' };

/** The options that a kind of layers takes. */
export interface Takes {
  /** The constructor: options that calls have too, and others. */
  readonly made: readonly ('inplace' | 'generator')[];
  readonly more: readonly 'reuseOutput'[];
  /** What its errors say of options that it does not take. */
  readonly instead: Accepts['instead'];
  readonly forward: Accepts;
  readonly backward: Accepts;
}

export const USUAL: Takes = {
  made: ['generator', 'inplace'],
  more: ['reuseOutput'],
  instead: {},
  forward: accepting('forward', ['out', 'offset', 'training', 'dtype', 'shape'], { instead: FORWARD_INSTEAD }),
  backward: accepting('backward', ['out', 'mask', 'dtype', 'shape'], { instead: BACKWARD_INSTEAD }),
};

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
  readonly _takes: Takes;
  /** @internal */
  _p: number;
  /** @internal */
  _training = true;
  /** @internal */
  _forwards = new Forwards();
  /** @internal The forwards of masks that the layer has handed out. */
  readonly _ofMask = new WeakMap<AnyMask, Known>();
  /** @internal */
  _outputs: { forward?: FloatArray; backward?: FloatArray } = {};

  /** @internal */
  constructor(row: FormRow, p: number | undefined, options: object | undefined, takes = USUAL) {
    const accepts = accepting(`new ${row.name}`, takes.made, {
      more: [...takes.more, ...row.settings],
      instead: takes.instead,
    });
    const { inplace = false, generator = defaultGenerator, settings } = readOptions(accepts, options);
    const { reuseOutput = false } = settings;
    this._name = row.name;
    this._takes = takes;
    this._form = row.form(settings);
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

  /**
   * Whether forward drops. Default: true. Setting it is {@link train}.
   * @throws {TypeError} if set to anything but a boolean.
   */
  get training(): boolean {
    return this._training;
  }

  set training(mode: boolean) {
    this.train(mode);
  }

  /** The mask of the last forward; undefined before the first, and after one in evaluation. */
  get mask(): Mask | undefined {
    const { last } = this._forwards;
    if (last === undefined || !last.training) return undefined;
    const { seed, draw, p, bits } = last;
    const mask = new Mask({ seed, draw, p, offset: bits.index });
    this._ofMask.set(mask, last);
    return mask;
  }

  /**
   * Sets the mode, forgets forwards that had no backward, and returns the layer.
   * @throws {TypeError} if mode is not a boolean.
   */
  train(mode = true): this {
    this._training = checkBoolean('mode', mode);
    return this.reset();
  }

  /** train(false). */
  eval(): this {
    return this.train(false);
  }

  /** Forgets forwards that had no backward, for example those of a step that was skipped, and returns the layer. */
  reset(): this {
    if (inPasses()) this._keep();
    this._forwards.forget();
    return this;
  }

  /** @internal forward() of every class, which has its own types. */
  _forward(inputs: Inputs, options: object | undefined): Made {
    const { _form: form, _p: p } = this;
    const read = readOptions(this._takes.forward, options);
    const passes = inPasses();
    if (passes) this._keep();
    const mode = passes || this._training;
    const training = read.training === undefined ? mode : checkBoolean('training', read.training);
    const shaped = readShape(form.maskShapeOf, read.shape);
    const kept = this._kept('forward', training ? form.training.forward : form.evaluation.forward);
    const { inplace, generator } = this;
    const request = { form, inputs, options: read, inplace, shaped, generator, kept };
    const forward = runForward(request, training, p);
    const { call, made, seed, draw, bits, p: rate } = forward;
    const { length, maskShape, columns } = call;
    const axes = shaped?.axes;
    this._forwards.add({ training, bits, p: rate, limit: MAX_INDEX, axes, maskShape, length, columns, seed, draw });
    this._keepOutput('forward', call, read, made);
    return made;
  }

  /** @internal backward() of every class, which has its own types; `other` is the second array that it needs. */
  _backward(dy: unknown, options: object | undefined, other?: unknown): Made {
    const { _form: form, inplace } = this;
    const read = readOptions(this._takes.backward, options);
    if (inPasses()) this._keep();
    const past = read.mask === undefined ? this._meant(read) : this._pastOf(checkMask('mask', read.mask), read);
    const { training, bits, p, maskShape, limit, columns } = past;
    const { gradients } = training ? form.training : form.evaluation;
    const kept = this._kept('backward', gradients.x);
    let call = readCall('dy', dy, read, inplace, { axes: undefined, maskShape }, kept, bits.index, limit);
    checkLength(form, past, call.length);
    if (form.bias) call = withColumns(call, columns);
    if (form.gradientOther !== undefined) call = withOther(call, form.gradientOther, other);
    const ofOther = gradients.other?.(call, bits, p).y; // before dx, which may be written over dy
    const made = gradients.x(call, bits, p);
    if (training) this._forwards.close(read.mask !== undefined);
    this._keepOutput('backward', call, read, made);
    return ofOther === undefined ? made : { ...made, other: ofOther };
  }

  /** @internal The forward of a backward without a mask. */
  _meant(read: Readonly<OptionValues>): Known {
    const without = 'none without mask, because it is that of forward()';
    if (read.shape !== undefined) throw wrongType('shape', without, read.shape);
    if (read.settings.bias !== undefined) throw wrongType('bias', without, read.settings.bias);
    return this._forwards.meant(this._name, this._training);
  }

  /** @internal The forward that a mask is of: the layer knows those of masks that it has handed out. */
  _pastOf(mask: AnyMask, read: Readonly<OptionValues>): Past {
    const known = this._ofMask.get(mask);
    const columns = columnsOf(read);
    if (known === undefined) {
      if (this._form.bias && columns === undefined) {
        const expected = 'the bias of that forward, its length or null, because the layer did not hand out this mask';
        throw wrongType('bias', expected, undefined);
      }
      const { axes, maskShape } = readShape(this._form.maskShapeOf, read.shape) ?? {
        axes: undefined,
        maskShape: undefined,
      };
      const length = axes === undefined ? undefined : sizeOf(axes);
      const bits = mask._bits(mask.offset);
      return { training: true, bits, p: mask.p, limit: mask._limit, axes, maskShape, length, columns: columns ?? 0 };
    }
    if (read.shape !== undefined) checkAxes(readShape(this._form.maskShapeOf, read.shape)?.axes, known);
    if (columns !== undefined && columns !== known.columns) {
      throw wrongValue('bias', `${known.columns} elements, which forward() had`, columns);
    }
    return known;
  }

  /** @internal Passes begin with what a new layer remembers; after them it is what it was. */
  _keep(): void {
    keep(this, () => {
      const { _forwards, _outputs } = this;
      Object.assign(this, { _forwards: new Forwards(), _outputs: {} });
      return () => Object.assign(this, { _forwards, _outputs });
    });
  }

  /** @internal The output of the step before, for a pass that makes one. */
  _kept(which: 'forward' | 'backward', pass: Pass): FloatArray | undefined {
    return this.reuseOutput && pass !== identity ? this._outputs[which] : undefined;
  }

  /** @internal Only arrays that the layer has made are its own to write to. */
  _keepOutput(which: 'forward' | 'backward', { given }: Call, { out }: Readonly<OptionValues>, { y }: Made): void {
    if (this.reuseOutput && !this.inplace && out === undefined && y !== given) this._outputs[which] = y;
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
    this.train(training);
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

/** @throws {RangeError} if dy has not the elements that y had. */
function checkLength({ keptLength }: Form, { training, maskShape, p, length }: Past, n: number): void {
  const resized = training && maskShape !== undefined ? keptLength?.(maskShape, p) : undefined;
  const wanted = resized ?? length;
  if (wanted === undefined || wanted === n) return;
  throw wrongValue('dy', `length ${wanted} like ${resized === undefined ? 'x' : 'y'}`, n);
}

/** @throws {RangeError} if it is not the shape that the forward had, or, if that had none, not one of its length. */
function checkAxes(shape: Shape | undefined, { axes, length }: Known): void {
  if (shape === undefined || (axes === undefined ? sizeOf(shape) === length : String(shape) === String(axes))) return;
  throw new RangeError(message('shape', `[${axes ?? length}], which forward() had`, `[${shape}]`));
}

/** @throws {RangeError} if dy has not a whole number of rows. */
function withColumns(call: Call, columns: number): Call {
  if (columns === 0 || call.length % columns === 0) return { ...call, columns };
  throw new RangeError(message('dy', `a multiple of ${columns} elements like the bias`, String(call.length)));
}

/** Elements of the option `bias`, which is the bias itself or its length; 0 of null; undefined if it is not given. */
function columnsOf({ settings: { bias }, dtype }: Readonly<OptionValues>): number | undefined {
  if (bias === undefined) return undefined;
  if (bias === null) return 0;
  return typeof bias === 'number' ? checkInteger('bias', bias, 1, MAX_INDEX) : viewOf('bias', bias, dtype).length;
}
