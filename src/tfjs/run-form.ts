import type { Tensor } from '@tensorflow/tfjs-core';
import { peers } from '#tfjs';
import { drawnBits, noBits } from '../bits.js';
import { checkInteger, MAX_INDEX } from '../check.js';
import { checkParameter, type Form, rateOf } from '../form.js';
import { type Generator, taking } from '../generator.js';
import { noiseReader } from '../noise-shape.js';
import { run } from './kernel.js';
import { floatsOf } from './tensor.js';

/** What a form makes of a tensor in training: one draw of the generator, none where an argument is wrong. */
export function runForm(
  form: Form,
  x: unknown,
  parameter: unknown,
  generator: Generator,
  offset: unknown = 0,
  name?: string,
): Tensor {
  const given = checkParameter(form, parameter, name);
  const from = checkInteger('offset', offset, 0, MAX_INDEX);
  const { clone, tidy } = peers.core();
  return tidy(() => {
    const tensor = floatsOf('x', x);
    const { size, shape } = tensor;
    return taking(generator, ({ seed, draw }) => {
      if (size === 0) return clone(tensor);
      const noise = form.noise === undefined ? undefined : noiseReader(form.noise, shape)?.(size);
      const p = rateOf({ noise }, given);
      const bits = drawnBits(seed, draw, p, noBits()); // the gradient needs them after other calls
      return run(tensor, { form, direction: 'forward', bits, p, offset: from, noise });
    });
  });
}
