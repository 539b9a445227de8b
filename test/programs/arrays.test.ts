/** Calls do not influence each other: random programs on arrays give the results of a reference without shared state. */

import { test } from 'vitest';
import { checkPrograms } from './check.js';
import { performProgram } from './perform.js';
import { program } from './steps.js';

/** About ten seconds of an idle machine. */
const timeout = 300_000;

test('random programs of calls on arrays', { timeout }, () => {
  checkPrograms(program, performProgram, { seed: 2, runs: 1500 });
});
