/** `npm run train`: does dropout help, by how much, and what does a network with dropout know of what it does not know? */

import { HELP, readSettings, type Settings } from './options.js';
import { showTraining } from './show.js';

function fail(error: unknown, help = ''): void {
  console.error(`${error instanceof Error ? error.message : error}${help}`);
  process.exitCode = 1;
}

async function run(settings: Settings): Promise<void> {
  try {
    await showTraining('Training', settings);
  } catch (error) {
    fail(error);
  }
}

try {
  const settings = readSettings(process.argv.slice(2));
  if (settings === undefined) console.log(HELP);
  else await run(settings);
} catch (error) {
  fail(error, `\n\n${HELP}`);
}
