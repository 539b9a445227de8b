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
const all = { ...report, usage: NAME, does: [report.does, '', ...more].join('\n') };

const [first, ...rest] = process.argv.slice(2);
const place = Object.keys(COMMANDS).indexOf(first);
const [command, args] = place < 0 ? [all, process.argv.slice(2)] : [named[place], rest];

await program(() => command.run(readOptions(command, args)));
