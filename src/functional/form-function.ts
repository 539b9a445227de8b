/** The functions of forms, without their types. */

import { readShape } from '../call/mask-shape.js';
import { checkParameter, type FormRow, type Made } from '../form/form.js';
import { type Inputs, runForward } from '../form/forward.js';
import { checkBoolean } from '../input/check.js';
import { type Accepts, accepting, NO_SETTINGS, type OptionName, readOptions } from '../input/options.js';
import { defaultGenerator } from '../random/default-generator.js';

/** The options of every function, beside those of its form. */
const COMMON: readonly OptionName[] = ['training', 'generator', 'out', 'inplace', 'offset', 'engine', 'dtype', 'shape'];

/** Each call takes one draw in training, and none in evaluation or if an argument is wrong. */
export type FormFunction = (inputs: Inputs, p: unknown, options: object | undefined) => Made;

export function functionName({ name }: FormRow): string {
  return name[0].toLowerCase() + name.slice(1);
}

/** @param without Options that this function does not accept, each with advice. */
export function formFunction(row: FormRow, without: Accepts['instead'] = {}): FormFunction {
  const options = COMMON.filter((name) => !Object.hasOwn(without, name));
  const accepts = accepting(functionName(row), options, { more: row.settings, instead: without });
  const usual = row.form(NO_SETTINGS); // made once, because most calls have no settings
  return (inputs, parameter = row.p, given) => {
    const read = readOptions(accepts, given);
    const form = read.settings === NO_SETTINGS ? usual : row.form(read.settings);
    const p = checkParameter(form, parameter);
    const training = read.training === undefined || checkBoolean('training', read.training);
    const shaped = readShape(form.maskShapeOf, read.shape);
    const { inplace } = read;
    const request = { form, inputs, options: read, inplace, shaped, generator: defaultGenerator, kept: undefined };
    return runForward(request, training, p).made;
  };
}

/** Gives a function the name of its form, for stack traces. */
export function named<T extends object>(call: object, row: FormRow): T {
  return Object.defineProperty(call, 'name', { value: functionName(row) }) as T;
}
