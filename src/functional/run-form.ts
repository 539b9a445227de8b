import { checkBoolean } from '../check.js';
import { defaultGenerator } from '../default-generator.js';
import { checkParameter, type Form, type Inputs, type Made } from '../form.js';
import { runForward } from '../forward.js';
import { checkGenerator } from '../generator.js';
import { readShape } from '../noise-shape.js';
import type { OptionValues } from '../options.js';

/** A call of a form's function: one draw in training, none in evaluation nor if an argument is wrong. */
export function runForm(form: Form, inputs: Inputs, parameter: unknown, options: Readonly<OptionValues>): Made {
  const p = checkParameter(form, parameter);
  const generator = options.generator === undefined ? defaultGenerator : checkGenerator(options.generator);
  const drops = options.training === undefined || checkBoolean('training', options.training);
  const shaped = readShape(form.noise, options.shape);
  const request = { form, inputs, options, inplace: options.inplace, shaped, kept: undefined };
  return runForward(request, drops, p, generator).made;
}
