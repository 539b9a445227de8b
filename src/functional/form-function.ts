import { readShape } from '../call/mask-shape.js';
import { checkParameter, type Form, type Made } from '../form/form.js';
import { type Inputs, runForward } from '../form/forward.js';
import { checkBoolean } from '../input/check.js';
import type { OptionValues } from '../input/options.js';
import { defaultGenerator } from '../random/default-generator.js';

/** A call of a form's function: one draw in training, none in evaluation nor if an argument is wrong. */
export function runForm(form: Form, inputs: Inputs, parameter: unknown, options: Readonly<OptionValues>): Made {
  const p = checkParameter(form, parameter);
  const drops = options.training === undefined || checkBoolean('training', options.training);
  const shaped = readShape(form.maskShapeOf, options.shape);
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
