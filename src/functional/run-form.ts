import { drawnBits } from '../bits.js';
import { checkBoolean } from '../check.js';
import { defaultGenerator } from '../default-generator.js';
import type { FloatArray } from '../dtype.js';
import { checkParameter, evaluate, type Form, type ReadMore, rateOf, readCall } from '../form.js';
import { checkGenerator, nextDraw } from '../generator.js';
import { noiseReader } from '../noise-shape.js';
import type { OptionValues } from '../options.js';

/** A call of a form's function: one draw in training, none in evaluation nor where an argument is wrong. */
export function runForm(
  form: Form,
  x: unknown,
  parameter: unknown,
  options: Readonly<OptionValues>,
  readMore?: ReadMore,
): FloatArray {
  const p = checkParameter(form, parameter);
  const generator = options.generator === undefined ? defaultGenerator : checkGenerator(options.generator);
  const training = options.training === undefined || checkBoolean('training', options.training);
  const noiseFor = noiseReader(form.noise, options.shape);
  if (!training) return evaluate(form, readCall(form, x, options, options.inplace, noiseFor, readMore), p);
  const { seed, draw } = nextDraw(generator);
  // After the generator, which may be one of the user's classes.
  const call = readCall(form, x, options, options.inplace, noiseFor, readMore);
  const rate = rateOf(call, p);
  const y = form.forward(call, drawnBits(seed, draw, rate), rate);
  generator.draw = draw + 1; // only now, so that bad input takes no draw
  return y;
}
