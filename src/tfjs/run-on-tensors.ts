import type { Tensor } from '@tensorflow/tfjs-core';
import { peers } from '#tfjs';
import { checkParameter, type Form } from '../form/form.js';
import { drawForward, type Inputs } from '../form/forward.js';
import { checkInteger, checkOffset, MAX_INDEX } from '../input/check.js';
import { message } from '../input/errors.js';
import type { Generator } from '../random/generator.js';
import { nameOf } from './forms.js';
import { run } from './kernel.js';
import { floatsOf } from './tensor.js';

/** Runs a form in training: takes one draw of the generator, none if an argument is wrong. */
export function runOnTensors(
  form: Form,
  inputs: Inputs,
  parameter: unknown,
  generator: Generator,
  offset: unknown = 0,
): Tensor {
  const p = checkParameter(form, parameter, nameOf(form));
  const from = checkInteger('offset', offset, 0, MAX_INDEX);
  const { clone, tidy } = peers.core();
  return tidy(() => {
    const x = floatsOf(form.x, inputs.x);
    const other = form.other === undefined ? undefined : otherOf(form.other, inputs.other, x);
    const read = () => {
      const maskShape = form.maskShapeOf?.(x.shape);
      return { maskShape, index: checkOffset(from, maskShape === undefined ? x.size : maskShape.elements) };
    };
    return drawForward(p, generator, undefined, read, ({ maskShape }, bits, rate) => {
      return x.size === 0 ? clone(x) : run(x, { form, direction: 'forward', bits, p: rate, maskShape }, other);
    }).made;
  });
}

function otherOf(name: string, given: unknown, x: Tensor): Tensor {
  const other = floatsOf(name, given);
  if (String(x.shape) === String(other.shape)) return other;
  throw new RangeError(message(name, `the shape [${x.shape}] of the first tensor`, `[${other.shape}]`));
}
