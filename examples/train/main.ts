/** `npm run train`: does dropout help, by how much, and what does a network with dropout know of what it does not know? */

import { HELP, readSettings, type Settings } from './options.js';
import { showTraining } from './show.js';

function settingsOrExit(): Settings | undefined {
  try {
    const settings = readSettings(process.argv.slice(2));
    if (settings === undefined) console.log(HELP);
    return settings;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${HELP}`);
    process.exitCode = 1;
    return undefined;
  }
}

const settings = settingsOrExit();
if (settings !== undefined) await showTraining('Training', settings);
