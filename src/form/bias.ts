/** Forms of x and a bias. */

import { applyBits, applySumming } from '../call/apply.js';
import { type Operation, SELECT_SUM } from '../core/operation.js';
import { INVERTED } from '../core/values.js';
import { type FormRow, form, mode, type Pass } from './form.js';

/** The gradients of x and of the bias. */
export const selectSum: Pass = (call, bits, p) => applySumming(call, bits, SELECT_SUM, INVERTED, p);

interface BiasForm {
  readonly operation: Operation;
  readonly gradient: Pass;
  /** The name of the second array that the gradient needs. */
  readonly gradientOther?: string;
  /** The name of the second array, and its gradient. */
  readonly other?: string;
  readonly ofOther?: Pass;
}

/** Evaluation is training with p = 0. */
export function biasRow(name: string, { operation, gradient, ofOther, ...others }: BiasForm): FormRow {
  const forward: Pass = (call, bits, p) => ({ y: applyBits(call, bits, operation, INVERTED, p) });
  const evaluation = mode(
    (call, bits) => forward(call, bits, 0),
    (call, bits) => gradient(call, bits, 0),
    ofOther,
  );
  const made = form({ ...others, bias: true, training: mode(forward, gradient, ofOther), evaluation });
  return { name, settings: [], p: undefined, form: () => made };
}
