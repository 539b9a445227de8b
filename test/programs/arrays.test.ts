/** Calls do not influence each other: random programs on arrays give the results of a reference without shared state. */

import { test } from 'vitest';
import { checkPrograms } from './check.js';
import { performProgram } from './perform.js';
import { program } from './steps.js';

/** The test takes some half a minute. */
const timeout = 300_000;

test('random programs on arrays agree with the reference', { timeout }, async () => {
  await checkPrograms(program, performProgram, { seed: 2, runs: 1500 });
});
