/** `npm start`: a tour of native-dropout in the terminal. */

import { program, readOptions } from '../../tools/command-line.mjs';
import { commandOf } from '../../tools/commands.mjs';
import { heading, line } from '../shared/terminal.js';
import { START } from '../train/settings.mjs';
import { showTraining } from '../train/show.js';
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
  await showRates();
  await showTraining(START, 6);
  heading('Next');
  line('npm run train     trains longer, with five seeds');
  line('docs/layers.md    dropout in your own network');
  line('docs/tfjs.md      dropout in TensorFlow.js');
});
