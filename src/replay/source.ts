import { type Dtype, FLOAT32 } from '../core/dtype.js';
import { checkChoice, checkInteger, checkProbability, MAX_LENGTH } from '../input/check.js';
import { wrongType, wrongValue } from '../input/errors.js';
import { checkFields, own } from '../input/options.js';
import { checkShape, type Shape, sizeOf } from '../input/shape.js';
import { StoredMask } from '../mask/stored-mask.js';
import { countDraw, inPasses, keep } from '../random/passes.js';
import type { MaskRequest, Replayed, Source, SourceMaskOptions, SourceState } from '../random/source.js';
import { SOURCE } from '../random/source.js';
import { inspectAs } from '../random/visible.js';
import { readDtypeOr } from './dtype-option.js';

/**
 * A generator that replays another framework. `State` is all that its next draw depends on: a value that nothing writes to.
 * A draw makes a new one, so that a call that throws has drawn nothing.
 */
export abstract class ReplaySource<State = unknown> implements Source {
  /** @internal */
  _now: State;

  /** @internal */
  constructor(state: State) {
    this._now = state;
  }

  /** @internal The name of the class, which a bundler may have changed. */
  abstract get _name(): string;

  /** @internal The mask of a request, and the state after it. @throws {TypeError | RangeError} if the framework refuses it. */
  abstract _replay(request: MaskRequest): Replayed<State>;

  /** @internal The state as JSON. */
  abstract _write(): unknown;

  /** @internal Reads what _write() made. @throws {TypeError | RangeError} if it is no such state. */
  abstract _read(name: string, state: unknown): State;

  /** The state, for a checkpoint. Settable. */
  abstract get state(): unknown;
  abstract set state(state: unknown);

  /**
   * Draws the next mask.
   * @param p The probability of dropping an element, in [0, 1].
   * @param size The number of elements, an integer in [0, 2^32), or a shape.
   * @param options `dtype`, the type of the arrays that the mask is for. Default: 'float32'.
   * @throws {TypeError | RangeError} if an argument is wrong, or the framework refuses p; nothing is drawn.
   */
  mask(p: number, size: number | Shape, options?: SourceMaskOptions): StoredMask {
    const rate = checkProbability('p', p);
    const elements = checkSize('size', size);
    const dtype = readDtype(options);
    const { words, factor, next } = this._replay({ p: rate, elements, length: elements, dtype, kind: 'select' });
    this._move(next);
    return new StoredMask(words, rate, 0, elements, factor);
  }

  /** The state: JSON.stringify(source) is a checkpoint. */
  toJSON(): SourceState {
    return { source: this._name, state: this._write() };
  }

  /** @internal Moves to the state after a draw. */
  _move(next: State): void {
    this._place(next);
    if (inPasses()) countDraw();
  }

  /** @internal Moves to a state. */
  _place(state: State): void {
    const put = (one: State): void => {
      this._now = one;
    };
    if (inPasses()) keep(this, () => this._now, put);
    put(state);
  }

  /** @internal Reads a state from JSON. */
  _check(name: string, json: unknown): State {
    checkFields(name, json, ['source', 'state']);
    checkChoice(`${name}.source`, own(json, 'source'), [this._name]);
    return this._read(`${name}.state`, own(json, 'state'));
  }

  /** @internal */
  get [SOURCE](): true {
    return true;
  }

  /** @internal */
  [Symbol.for('nodejs.util.inspect.custom')](_depth: number, options: object, inspect: unknown): string {
    return inspectAs(this._name, { state: this.state }, options, inspect);
  }
}

/** Reads a number of elements, or a shape. @throws {TypeError | RangeError} if it is neither. */
export function checkSize(name: string, size: unknown): number {
  if (typeof size === 'number') return checkInteger(name, size, 0, MAX_LENGTH);
  if (!Array.isArray(size)) throw wrongType(name, 'a number of elements or a shape', size);
  const elements = sizeOf(checkShape(name, size));
  if (elements > MAX_LENGTH) throw wrongValue(name, 'a shape of less than 2^32 elements', elements);
  return elements;
}

/** Reads the option `dtype`. */
export function readDtype(options: object | undefined): Dtype {
  if (options === undefined) return FLOAT32;
  checkFields('options', options, ['dtype']);
  return readDtypeOr(options, FLOAT32);
}
