import { readShape } from '../call/mask-shape.js';
import { type Past, runBackward } from '../form/backward.js';
import { checkParameter, type Form, type FormRow, type Made, modeOf } from '../form/form.js';
import { type Inputs, recompute, runForward } from '../form/forward.js';
import { checkBoolean, MAX_INDEX } from '../input/check.js';
import { wrongType } from '../input/errors.js';
import { accepting, type OptionValues, readOptions } from '../input/options.js';
import { checkMask, type Mask } from '../mask/mask.js';
import type { StoredMask } from '../mask/stored-mask.js';
import { type AnyGenerator, checkAnyGenerator } from '../random/any-generator.js';
import { defaultGenerator } from '../random/default-generator.js';
import { inPasses, keep } from '../random/passes.js';
import { inspectAs } from '../random/visible.js';
import { type LayerAccepts, USUAL } from './accepts.js';
import { Forwards } from './forwards.js';
import { KnownMasks } from './known-masks.js';
import { checkLayerState, type LayerState } from './layer-state.js';
import { Outputs } from './outputs.js';

/** Marks layers of every copy of the package in the process. */
export const LAYER = Symbol.for('native-dropout.Layer');

/** The base class of all layers. */
export abstract class Layer {
  /** Whether results are written over the inputs. */
  readonly inplace: boolean;
  /** The generator of the masks. */
  readonly generator: AnyGenerator;
  /** Whether forward() and backward() return the same arrays in every step. */
  readonly reuseOutput: boolean;
  /** @internal The name of its class, which a bundler may have changed. */
  readonly _name: string;
  /** @internal */
  readonly _form: Form;
  /** @internal */
  readonly _accepts: LayerAccepts;
  /** @internal */
  _p: number;
  /** @internal */
  _training = true;
  /** @internal */
  _forwards = new Forwards();
  /** @internal */
  readonly _masks = new KnownMasks();
  /** @internal */
  _outputs = new Outputs();

  /** @internal */
  constructor(row: FormRow, p: number | undefined, options: object | undefined, accepts = USUAL) {
    const { made, more, instead } = accepts;
    const own = accepting(`new ${row.name}`, made, { more: [...more, ...row.settings], instead });
    const { inplace = false, generator = defaultGenerator, settings } = readOptions(own, options);
    const { reuseOutput = false } = settings;
    this._name = row.name;
    this._accepts = accepts;
    this._form = row.form(settings);
    this._p = checkParameter(this._form, p === undefined ? row.p : p);
    this.inplace = checkBoolean('inplace', inplace);
    this.generator = checkAnyGenerator(generator);
    this.reuseOutput = checkBoolean('reuseOutput', reuseOutput);
  }

  /**
   * The number that the constructor took: for most layers the probability of dropping an element, in [0, 1]. Settable
   * between steps, for a schedule.
   * @throws {TypeError | RangeError} if set to a number outside the range that the constructor takes.
   */
  get p(): number {
    return this._p;
  }

  set p(p: number) {
    this._p = checkParameter(this._form, p);
  }

  /**
   * Whether forward drops. Default: true. Setting it calls train().
   * @throws {TypeError} if set to anything but a boolean.
   */
  get training(): boolean {
    return this._training;
  }

  set training(mode: boolean) {
    this.train(mode);
  }

  /**
   * The mask of the last forward that took a draw; undefined before it, and after one in evaluation. It is the bits alone,
   * which say what mask elements are kept: `forward(x, { mask })` repeats the forward, but `mask.apply(x)` does so only for
   * plain dropout. Its p is the probability that the bits were drawn with: for DropBlock that of a block. The bits of a
   * Gaussian layer or of PatchDropout mean nothing, and its p is that of the layer. The mask of a source is stored.
   */
  get mask(): Mask | StoredMask | undefined {
    const { last } = this._forwards;
    if (last === undefined || !last.training) return undefined;
    return this._masks.maskOf(last);
  }

  /**
   * Sets the mode, forgets forwards that had no backward, and returns the layer.
   * @param mode Training (true) or evaluation (false). Default: true.
   * @throws {TypeError} if mode is not a boolean.
   */
  train(mode = true): this {
    this._training = checkBoolean('mode', mode);
    return this.reset();
  }

  /** Sets evaluation mode, as train(false), and returns the layer. */
  eval(): this {
    return this.train(false);
  }

  /** Forgets forwards that had no backward, for example after a skipped step, and returns the layer. */
  reset(): this {
    if (inPasses()) this._keep();
    this._forwards.forget();
    return this;
  }

  /** @internal forward() of every class, without its types. */
  _forward(inputs: Inputs, options: object | undefined): Made {
    const { _form: form, _p, inplace, generator } = this;
    const read = readOptions(this._accepts.forward, options);
    const passes = inPasses();
    if (passes) this._keep();
    if (read.mask !== undefined) return this._recompute(inputs, read);
    const mode = passes || this._training;
    const training = read.training === undefined ? mode : checkBoolean('training', read.training);
    const shaped = readShape(form.maskShapeOf, read.shape);
    const kept = this._outputs.kept('forward', modeOf(form, training).forward);
    const request = { form, inputs, options: read, inplace, shaped, generator, kept };
    const { call, made, bits, p } = runForward(request, training, _p);
    const { length, maskShape, columns } = call;
    const axes = shaped?.axes;
    const limit = bits.words === undefined ? MAX_INDEX : (maskShape?.elements ?? length);
    this._forwards.add({ training, bits, p, limit, axes, maskShape, length, columns });
    if (this.reuseOutput) this._outputs.keep('forward', call, read.out, made);
    return made;
  }

  /** @internal forward() with the mask of an earlier one. */
  _recompute(inputs: Inputs, read: Readonly<OptionValues>): Made {
    const { _form: form, inplace, generator } = this;
    const mask = checkMask('mask', read.mask);
    if (read.training !== undefined) throw wrongType('training', 'none with mask, which drops', read.training);
    const known = this._masks.get(mask);
    const shape = form.maskShapeOf === undefined ? read.shape : (read.shape ?? known?.axes);
    const shaped = readShape(form.maskShapeOf, shape);
    const kept = this._outputs.kept('forward', form.training.forward);
    const request = { form, inputs, options: read, inplace, shaped, generator, kept };
    const { call, made, bits, p } = recompute(request, mask);
    const { length, maskShape, columns } = call;
    const forward = { training: true, bits, p, limit: mask._limit, axes: shaped?.axes, maskShape, length, columns };
    this._forwards.repeat(forward, known);
    if (this.reuseOutput) this._outputs.keep('forward', call, read.out, made);
    return made;
  }

  /** @internal backward() of every class, without its types; `other` is the second array that the gradient needs. */
  _backward(dy: unknown, options: object | undefined, other?: unknown): Made {
    const { _form: form, inplace } = this;
    const read = readOptions(this._accepts.backward, options);
    if (inPasses()) this._keep();
    const past = this._past(read);
    const kept = this._outputs.kept('backward', modeOf(form, past.training).gradients.x);
    const { call, made } = runBackward({ form, dy, other, options: read, inplace, kept }, past);
    if (past.training) this._forwards.close(read.mask !== undefined);
    if (this.reuseOutput) this._outputs.keep('backward', call, read.out, made);
    return made;
  }

  /** @internal The forward that a backward belongs to. */
  _past(options: Readonly<OptionValues>): Past {
    const { mask, shape, settings } = options;
    if (mask !== undefined) return this._masks.forwardOf(checkMask('mask', mask), this._form, options);
    const without = 'none without mask, because forward() gave it';
    if (shape !== undefined) throw wrongType('shape', without, shape);
    if (settings.bias !== undefined) throw wrongType('bias', without, settings.bias);
    return this._forwards.meant(this._name, this._training);
  }

  /** @internal In passes the layer begins without forwards and outputs; outside of them it has its own. */
  _keep(): void {
    const first = keep(
      this,
      () => ({ _forwards: this._forwards, _outputs: this._outputs }),
      (state) => Object.assign(this, state),
    );
    if (first) Object.assign(this, { _forwards: new Forwards(), _outputs: new Outputs() });
  }

  /** A checkpoint: p, the mode and the generator's state. Setting it continues from there. */
  get state(): LayerState {
    return { p: this._p, training: this._training, generator: this.generator.toJSON() };
  }

  /**
   * Restores an earlier state, also of the generator, which other layers may share.
   * @throws {TypeError | RangeError} if a field is missing or wrong; nothing has changed.
   */
  set state(state: LayerState) {
    const { p, training, generator } = checkLayerState('state', state, this);
    this.generator.state = generator;
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
