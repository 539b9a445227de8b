import { checkBoolean } from '../check.js';
import { defaultGenerator } from '../default-generator.js';
import { checkParameter, type Form, type Made } from '../form.js';
import { type Inputs, runForward } from '../forward.js';
import { readShape } from '../noise-shape.js';
import type { OptionValues } from '../options.js';

/** A call of a form's function: one draw in training, none in evaluation nor if an argument is wrong. */
export function runForm(form: Form, inputs: Inputs, parameter: unknown, options: Readonly<OptionValues>): Made {
  const p = checkParameter(form, parameter);
  const drops = options.training === undefined || checkBoolean('training', options.training);
  const shaped = readShape(form.noise, options.shape);
  const request = {
    form,
    inputs,
    options,
    inplace: options.inplace,
    shaped,
    generator: defaultGenerator,
    kept: undefined,
  };
  return runForward(request, drops, p).made;
}
