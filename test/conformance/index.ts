import { badForms } from './bad-forms.js';
import { badInput } from './bad-input.js';
import type { Check } from './check.js';
import { equality } from './equality.js';
import { masks } from './masks.js';
import { random } from './random.js';
import { stored } from './stored.js';
import { threads } from './threads.js';

/** What must hold wherever the package runs, whatever runs it. */
export const checks: readonly Check[] = [
  ...masks,
  ...equality,
  ...stored,
  ...random,
  ...threads,
  ...badInput,
  ...badForms,
];
