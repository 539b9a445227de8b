/** engine() tells which engine runs large calls here, and why no better one does. */

import { engine } from 'native-dropout';
import { heading, line, paragraph } from '../shared/terminal.js';

export function showEngine(): void {
  const { name, isa, threads, reason } = engine();
  heading('1  Engine');
  line(`${name} (${isa}), ${threads} ${threads === 1 ? 'thread' : 'threads'}`);
  if (reason !== undefined) paragraph(`reason: ${reason}`);
}
