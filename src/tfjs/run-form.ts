import type { Tensor } from '@tensorflow/tfjs-core';
import { peers } from '#tfjs';
import { drawnBits } from '../bits.js';
import { checkInteger, MAX_INDEX } from '../check.js';
import { checkParameter, type Form } from '../form.js';
import { type Generator, nextDraw } from '../generator.js';
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
  return peers.core().tidy(() => {
    const tensor = floatsOf('x', x);
    const { seed, draw } = nextDraw(generator);
    const y = tensor.size === 0 ? peers.core().clone(tensor) : pass(tensor);
    generator.draw = draw + 1; // only now, so that bad input takes no draw
    return y;

    function pass(tensor: Tensor): Tensor {
      const { size, shape } = tensor;
      const noise = form.noise === undefined ? undefined : noiseReader(form.noise, shape)?.(size);
      const p = noise?.rate === undefined ? given : noise.rate(given);
      return run(tensor, { form, direction: 'forward', bits: drawnBits(seed, draw, p), p, offset: from, noise });
    }
  });
}
