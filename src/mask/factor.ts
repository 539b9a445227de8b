/** Reads the factors of masks from JSON. */

import type { Factor } from '../core/factor.js';
import { checkChoice, checkFinite } from '../input/check.js';
import { checkFields, own } from '../input/options.js';

const FIELDS = { multiply: ['by'], divide: ['by'], affine: ['scale', 'shift', 'dropped'] } as const;

/** @throws {TypeError | RangeError} if it is neither undefined nor a factor. */
export function checkFactorOf(name: string, factor: unknown): Factor | undefined {
  if (factor === undefined) return undefined;
  checkFields(name, factor, ['rule', 'by', 'scale', 'shift', 'dropped']);
  const rule = checkChoice(`${name}.rule`, own(factor, 'rule'), ['multiply', 'divide', 'affine']);
  const fields: readonly string[] = FIELDS[rule];
  checkFields(name, factor, ['rule', ...fields]);
  const numbers = fields.map((field) => [field, checkFinite(`${name}.${field}`, own(factor, field))]);
  return { rule, ...Object.fromEntries(numbers) } as Factor;
}
