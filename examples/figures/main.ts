/** `npm run figures`: draws the pictures of the pages again. */

import { writeFileSync } from 'node:fs';
import { readOptions } from '../../tools/command-line.mjs';
import { commandOf } from '../../tools/commands.mjs';
import { FIGURES } from './figures.js';

readOptions(commandOf('figures'));
for (const [name, draw] of Object.entries(FIGURES)) {
  const file = new URL(`../../docs/figures/${name}`, import.meta.url);
  writeFileSync(file, draw());
  console.log(`docs/figures/${name}`);
}
