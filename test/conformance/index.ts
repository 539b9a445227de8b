import { badInput } from './bad-input.js';
import { badNumbers } from './bad-numbers.js';
import { badSettings } from './bad-settings.js';
import { badShapes } from './bad-shapes.js';
import type { Check } from './check.js';
import { equality } from './equality.js';
import { masks } from './masks.js';
import { random } from './random.js';
import { stored } from './stored.js';
import { threads } from './threads.js';

/** The checks that must pass on every platform and runtime. */
export const checks: readonly Check[] = [
  ...masks,
  ...equality,
  ...stored,
  ...random,
  ...threads,
  ...badInput,
  ...badNumbers,
  ...badShapes,
  ...badSettings,
];
