/** Calls do not influence each other: random graphs of tensors, with gradients, give the results of the reference. */

import fc from 'fast-check';
import { install, uninstall } from 'native-dropout/tfjs';
import { afterAll, beforeAll, test } from 'vitest';
import { checkPrograms } from './check.js';
import { performProgram } from './tensors/perform.js';
import { program } from './tensors/steps.js';
import { onNode, tf } from './tensors/tensorflow.js';
import { performTraining, training } from './tensors/trainings.js';

/** A backend that this package does not know by its name. */
const UNKNOWN = 'unknown';
tf.registerBackend(UNKNOWN, tf.findBackendFactory('cpu'));
tf.copyRegisteredKernels('cpu', UNKNOWN);

beforeAll(() => install(tf));
afterAll(() => uninstall(tf));

/** Each test takes some ten seconds on an idle machine. */
const timeout = 300_000;

test.each(onNode ? ['tensorflow'] : ['cpu', 'wasm', UNKNOWN])(
  'random programs on tensors agree with the reference, on %s',
  { timeout },
  async (backend) => {
    await tf.setBackend(backend);
    await checkPrograms(program, performProgram, { seed: 15, runs: 300 });
  },
);

test.each(onNode ? ['tensorflow'] : ['cpu', 'wasm'])(
  'random trainings that are saved and restored give the bits of those that are not, on %s',
  { timeout },
  async (backend) => {
    await tf.setBackend(backend);
    await fc.assert(
      fc.asyncProperty(training, async (made) => void (await performTraining(made))),
      { seed: 4, numRuns: onNode ? 8 : 24 }, // a training takes several times as long there
    );
  },
);
