/** `npm run train`: what dropout does to the accuracy of a network, and to its confidence. */

import { program, readOptions } from '../../tools/command-line.mjs';
import { commandOf } from '../../tools/commands.mjs';
import { paperSettingsOf, settingsOf } from './options.js';

const options = readOptions(commandOf('train'));
if (options.engine !== undefined) process.env.NATIVE_DROPOUT_ENGINE = options.engine; // read at the first call
// Each imports its own TensorFlow.js: a process with two copies prints warnings.
await program(async () => {
  if (options.paper) await (await import('./paper/show.js')).showPaper(paperSettingsOf(options));
  else await (await import('./show.js')).showTraining(settingsOf(options));
});
