/** `npm run train`: what dropout does to the accuracy of a network, and to its confidence. */

import { commandOf } from '../../tools/commands.mjs';
import { program, readOptions } from '../../tools/options.mjs';
import { settingsOf } from './options.js';
import { showTraining } from './show.js';

const settings = settingsOf(readOptions(commandOf('train')));
await program(() => showTraining('Training', settings));
