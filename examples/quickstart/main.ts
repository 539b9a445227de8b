/** `npm start`: a tour of native-dropout in the terminal. */

import { program, readOptions } from '../../tools/command-line.mjs';
import { commandOf } from '../../tools/commands.mjs';
import { line } from '../shared/terminal.js';
import { QUICK } from '../train/settings.mjs';
import { showTraining } from '../train/show.js';
import { showBackward } from './backward.js';
import { showDigits } from './digits.js';
import { showExpectation } from './expectation.js';
import { showFamily } from './family.js';
import { showRates } from './rates.js';
import { showEngine } from './which-engine.js';

readOptions(commandOf('start'));
await program(async () => {
  showEngine();
  showExpectation();
  showDigits();
  showFamily();
  showBackward();
  await showRates();
  await showTraining('7  Training', QUICK);
  line('npm run train trains longer, with more seeds');
});
