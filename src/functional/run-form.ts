import { type Arguments, readArguments } from '../apply.js';
import { drawnBits } from '../bits.js';
import { checkBoolean } from '../check.js';
import { defaultGenerator } from '../default-generator.js';
import type { FloatArray } from '../dtype.js';
import { checkParameter, evaluate, type Form, type ReadMore, rateOf } from '../form.js';
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
  const read = (): Arguments => {
    const call = readArguments(form.x ?? 'x', x, options, options.inplace, noiseFor);
    readMore?.(call, 0);
    return call;
  };
  if (!training) return evaluate(form, read(), p);
  const { seed, draw } = nextDraw(generator);
  const call = read(); // after the generator, which may be one of the user's classes
  const rate = rateOf(call, p);
  const y = form.forward(call, drawnBits(seed, draw, rate), rate);
  generator.draw = draw + 1; // only now, so that bad input takes no draw
  return y;
}
