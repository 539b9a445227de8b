/** `npm run bench:check`: whether the targets hold, or whether this build is slower than another one. */

import { program, readOptions } from '../tools/command-line.mjs';
import { commandOf } from '../tools/commands.mjs';

const { against, 'at-least': atLeast, disturbed, markdown, ...common } = readOptions(commandOf('bench:check'));

await program(async () => {
  if (against === undefined && atLeast !== undefined) throw new Error('--at-least: expected --against beside it');
  if (against !== undefined && (disturbed || markdown)) {
    throw new Error('--against: expected neither --disturbed nor --markdown beside it');
  }
  const held =
    against === undefined
      ? await (await import('./check-targets.js')).checkTargets({ disturbed, markdown, ...common })
      : await (await import('./against.js')).compare(against, { atLeast, ...common });
  if (!held) process.exitCode = 1;
});
