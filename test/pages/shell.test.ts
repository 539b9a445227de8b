/** Commands in pages exist, take the options that they are shown with, and name files that exist. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { bench } from '../../tools/cli/bench.mjs';
import { check } from '../../tools/cli/check.mjs';
import { mask } from '../../tools/cli/mask.mjs';
import { replay } from '../../tools/cli/replay.mjs';
import { report } from '../../tools/cli/report.mjs';
import { parse } from '../../tools/command-line.mjs';
import { COMMANDS } from '../../tools/commands.mjs';
import type { Option } from '../../tools/options.mjs';
import { root } from '../support/child.js';

/** Commands that npm, or the shell, knows by itself. */
const OF_NPM = ['ci', 'install', 'pack', 'publish', 'start', 'test'];
const OF_SHELL = ['cd', 'cp', 'git', 'mpirun', 'node', 'pnpm', 'python3', 'zig'];
const OF_PACKAGES = ['biome', 'esbuild', 'node-gyp', 'tsx', 'vitest'];

interface Arguments {
  options?: Record<string, Option<unknown>>;
  rest?: Option<unknown>;
}

const SCRIPTS: Record<string, object> = COMMANDS;
const OF_CLI: Record<string, object> = { bench, check, mask, replay };

function pagesIn(folder: string): string[] {
  const files = readdirSync(join(root, folder), { recursive: folder !== '.', encoding: 'utf8' });
  const pages = files.filter((file) => file.endsWith('.md') && !file.includes('node_modules'));
  return pages.map((file) => join(folder, file).replaceAll('\\', '/'));
}

/** The commands of sh blocks, and those in code spans that begin with npm, npx or .ci. */
function commandsIn(text: string): string[] {
  const blocks = [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].flatMap(([, block]) => block.split('\n'));
  const prose = text.replace(/^```[\s\S]*?^```$/gm, '');
  const spans = [...prose.matchAll(/`((?:[A-Z_]+=\S+ )?(?:npm|npx|\.ci\/\w+)\b[^`]*)`/g)].map(([, span]) => span);
  return [...blocks, ...spans]
    .map((line) => line.replace(/(^|\s)#.*$/, '').replaceAll(/\s+/g, ' '))
    .flatMap((line) => line.split('&&'))
    .map((command) => command.replaceAll(/[()]/g, '').trim())
    .map((command) => command.replace(/^(?:[A-Z_]+=\S+ )+/, ''))
    .filter((command) => command !== '');
}

/** The command, but files of a user need not exist, and a word in capitals stands for any value. */
function leniently(command: Arguments): Arguments {
  const lenient = ([name, option]: [string, Option<unknown>]) => {
    const { read, expected = '' } = option;
    const any = (text: string) => /^[A-Z]+$/.test(text) || /^(an existing file|a folder)/.test(expected);
    return [name, read ? { ...option, read: (text: string) => (any(text) ? text : read(text)) } : option];
  };
  return { ...command, options: Object.fromEntries(Object.entries(command.options ?? {}).map(lenient)) };
}

/** What is wrong with a command, or undefined. */
function faultOf(command: string): string | undefined {
  const [program, first = '', ...rest] = command.split(' ');
  const missing = command.split(' ').filter((word) => /^\.?\w[\w-]*\/.*\.(ts|mjs|sh)$/.test(word) && !exists(word));
  if (missing.length > 0) return `no file ${missing}`;
  if (program.startsWith('.ci/')) return exists(program) ? undefined : 'no such file';
  if (program === 'npm' && first === 'run') return faultOfScript(rest);
  if (program === 'npm') return OF_NPM.includes(first) ? undefined : 'npm knows no such command';
  if (program === 'npx' && first === 'native-dropout') return faultOfCli(rest);
  if (program === 'npx' && first === 'vitest') return faultOfFilter(rest.at(-1) ?? '');
  if (program === 'npx') return OF_PACKAGES.includes(first) ? undefined : 'no such package';
  return OF_SHELL.includes(program) || program.startsWith('~/') ? undefined : 'no such program';
}

function exists(path: string): boolean {
  return existsSync(join(root, path));
}

function faultOfScript([name, dashes, ...args]: string[]): string | undefined {
  if (!(name in manifest.scripts)) return 'no such script';
  if (dashes !== undefined && dashes !== '--') return 'npm takes this argument itself';
  return faultOfArguments(SCRIPTS[name] ?? {}, args);
}

function faultOfCli([name = '', ...args]: string[]): string | undefined {
  return name in OF_CLI ? faultOfArguments(OF_CLI[name], args) : faultOfArguments(report, name === '' ? [] : [name]);
}

function faultOfArguments(command: object, args: string[]): string | undefined {
  try {
    parse({ usage: '', does: '', ...leniently(command) }, args);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function faultOfFilter(filter: string): string | undefined {
  return exists(`test/${filter}.test.ts`) ? undefined : `no test ${filter}`;
}

const pages = ['.', 'docs', 'bench', 'examples', 'test'].flatMap(pagesIn);
const shown = pages.flatMap((page) =>
  commandsIn(readFileSync(join(root, page), 'utf8')).map((command) => ({ page, command })),
);

test('there are some', () => expect(shown.length).toBeGreaterThan(40));

test.each(shown)('$page: $command', ({ command }) => expect(faultOf(command)).toBeUndefined());

describe('a wrong command is found', () => {
  test.each([
    'npm run typo',
    'npm run bench -- --typo',
    'npm run binaries -- linux-x86',
    'npm run bench --quick',
    'npm frobnicate',
    'npx native-dropout check --engine gpu',
    'npx native-dropout --typo',
    'npx vitest run pages/typo',
    'npx tsx examples/typo.ts',
    'mpirun -n 4 node --import tsx examples/typo.ts',
    '.ci/typo',
    'typo',
  ])('%s', (command) => expect(faultOf(command)).toBeTypeOf('string'));
});
