#!/usr/bin/env node
// `npx native-dropout`: tells what runs on this machine.
import { bench } from './cli/bench.mjs';
import { check } from './cli/check.mjs';
import { mask } from './cli/mask.mjs';
import { replay } from './cli/replay.mjs';
import { report } from './cli/report.mjs';
import { program, readOptions } from './command-line.mjs';

const COMMANDS = { check, bench, mask, replay };

const NAME = 'npx native-dropout';
const named = Object.entries(COMMANDS).map(([name, command]) => ({ ...command, usage: `${NAME} ${name}` }));
const more = named.map(({ usage, does }) => `${usage}\n  ${does.split('\n')[0]}`);
const help = `${NAME} COMMAND --help\n  Lists the options of a command.`;
const all = { ...report, usage: `${NAME} [command]`, does: [report.does, '', ...more, help].join('\n') };

const given = process.argv.slice(2);
const words = given[0] === 'help' ? [...given.slice(1), '--help'] : given;
const names = Object.keys(COMMANDS);
const place = names.indexOf(words[0]);
const [command, args] = place < 0 ? [all, words] : [named[place], words.slice(1)];

await program(() => {
  if (place < 0 && /^\w/.test(words[0] ?? ''))
    throw new Error(`no command '${words[0]}'; commands: ${names.join(', ')}`);
  return command.run(readOptions(command, args));
});
