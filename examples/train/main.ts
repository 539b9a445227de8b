/** `npm run train`: what dropout does to the accuracy of a network, and to its confidence. */

import { program, readOptions } from '../../tools/command-line.mjs';
import { commandOf } from '../../tools/commands.mjs';
import { settingsOf } from './options.js';
import { showTraining } from './show.js';

const settings = settingsOf(readOptions(commandOf('train')));
await program(() => showTraining('Training', settings));
