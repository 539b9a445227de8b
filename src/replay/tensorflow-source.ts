import { BFLOAT16, type Dtype, FLOAT32 } from '../core/dtype.js';
import { wrongValue } from '../input/errors.js';
import type { Shape } from '../input/shape.js';
import type { MaskRequest, Replayed } from '../random/source.js';
import { rounded } from './round.js';
import { checkSize, ReplaySource } from './source.js';
import { keptBits, type PhiloxState, uniforms } from './tensorflow-random.js';
import { type ReplayNumbers, type ReplayUniformOptions, readUniform } from './uniform-options.js';

/** A source that draws masks and uniforms as TensorFlow does on a CPU. */
export abstract class TensorflowSource<State> extends ReplaySource<State> {
  /** @internal Where numbers of a dtype are drawn next, and the state after n of them. */
  abstract _take(dtype: Dtype, n: number): { from: PhiloxState; next: State };

  /** @internal The state after a dropout at rate 0, which draws nothing. */
  _skip(): State {
    return this._now;
  }

  /**
   * Uniform numbers in [minval, maxval). Those of 16-bit types are in [0, 1).
   * @param size The number of elements, or a shape.
   * @param options `dtype` (default: 'float32'), `minval` (default: 0) and `maxval` (default: 1).
   * @throws {TypeError | RangeError} if an argument is wrong; nothing is drawn.
   */
  uniform(size: number | Shape, options?: ReplayUniformOptions): ReplayNumbers {
    const n = checkSize('size', size);
    const { dtype, low, high } = readUniform(options, FLOAT32);
    if (dtype.stored !== undefined && low !== 0) throw wrongValue('minval', `0 for ${dtype.name}`, low);
    if (dtype.stored !== undefined && high !== 1) throw wrongValue('maxval', `1 for ${dtype.name}`, high);
    const { from, next } = this._take(dtype, n);
    checkKnown(from, dtype);
    const numbers = uniforms(from, dtype, n, low, high);
    this._move(next);
    return numbers;
  }

  /** @internal */
  _replay({ p, elements, dtype, kind }: MaskRequest): Replayed<State> {
    if (kind !== 'select') throw wrongValue('generator', 'a source with alpha dropout', 'TensorFlow', 'it has none');
    if (p === 1) throw wrongValue('p', 'a rate below 1, as TensorFlow does', p);
    const factor = { rule: 'multiply', by: rounded(dtype, 1 / (1 - p)) } as const;
    if (p === 0) return { words: new Uint32Array(Math.ceil(elements / 32)).fill(-1), factor, next: this._skip() };
    const { from, next } = this._take(dtype, elements);
    checkKnown(from, dtype);
    return { words: keptBits(from, dtype, elements, p), factor, next };
  }
}

function checkKnown({ xla }: PhiloxState, dtype: Dtype): void {
  if (xla && dtype === BFLOAT16) throw wrongValue('dtype', 'another type than bfloat16 with jitCompile', dtype.name);
}
