import type { Tensor } from '@tensorflow/tfjs-core';
import { peers } from '#tfjs';
import { strideOf } from '../call/mask-shape.js';
import { FLOAT32 } from '../core/dtype.js';
import { checkParameter, type Form } from '../form/form.js';
import { drawForward, type Inputs, needsNumbers } from '../form/forward.js';
import { checkInteger, checkOffset, MAX_INDEX } from '../input/check.js';
import { message } from '../input/errors.js';
import { type AnyGenerator, isSource } from '../random/any-generator.js';
import { nameOf } from './forms.js';
import { run } from './kernel.js';
import { partOf } from './part.js';
import type { MicroBatch } from './shared.js';
import { floatsOf } from './tensor.js';

/** Where a call begins in the mask. */
export interface Begin {
  /** The first mask element. Default: 0. */
  readonly offset?: unknown;
  /** The micro-batch that x is; instead of `offset`. */
  readonly microBatch?: MicroBatch | undefined;
}

/** Runs a form in training: takes one draw of the generator, none if an argument is wrong. */
export function runOnTensors(
  form: Form,
  inputs: Inputs,
  parameter: unknown,
  generator: AnyGenerator,
  { offset = 0, microBatch }: Begin,
): Tensor {
  const p = checkParameter(form, parameter, nameOf(form));
  if (isSource(generator) && form.dropping === undefined) throw needsNumbers('seed', generator);
  const from = checkInteger('offset', offset, 0, MAX_INDEX);
  const { clone, tidy } = peers.core();
  return tidy(() => {
    const x = floatsOf(form.x, inputs.x);
    const other = form.other === undefined ? undefined : otherOf(form.other, inputs.other, x);
    const read = () => {
      const part = microBatch && partOf(microBatch, x.shape);
      const maskShape = form.maskShapeOf?.(x.shape, part);
      const first = part === undefined ? from : part.first * strideOf(form.maskShapeOf?.(part.whole), part.whole);
      const index = checkOffset(first, maskShape === undefined ? x.size : maskShape.elements);
      return { maskShape, index, length: x.size, dtype: FLOAT32 };
    };
    return drawForward(form, p, generator, undefined, read, ({ maskShape }, bits, rate) => {
      return x.size === 0 ? clone(x) : run(x, { form, direction: 'forward', bits, p: rate, maskShape }, other);
    }).made;
  });
}

function otherOf(name: string, given: unknown, x: Tensor): Tensor {
  const other = floatsOf(name, given);
  if (String(x.shape) === String(other.shape)) return other;
  throw new RangeError(message(name, `the shape [${x.shape}] of the first tensor`, `[${other.shape}]`));
}
