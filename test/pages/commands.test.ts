/**
 * Every command of package.json prints its help, and refuses bad input in one line, before it builds or measures. Pages name
 * only commands that exist.
 */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { COMMANDS, commandOf } from '../../tools/commands.mjs';
import type { Option } from '../../tools/options.mjs';
import { filesOfGit } from '../../tools/process.mjs';
import { root, runProgram } from '../support/child.js';

type Name = keyof typeof COMMANDS;
const names = Object.keys(COMMANDS) as Name[];

const ofNpm = ['prepare', 'prepack', 'postpack'];
const ofVitest = ['test'];

test('scripts and commands are the same', () => {
  const scripts = Object.entries(manifest.scripts).filter(([name]) => ![...ofNpm, ...ofVitest].includes(name));
  expect(Object.fromEntries(scripts)).toEqual(
    Object.fromEntries(names.map((name) => [name, `node tools/run.mjs ${name}`])),
  );
});

const pages = filesOfGit('*.md').filter((file) => !file.startsWith('test/'));

test.each(pages)('commands in %s exist', (page) => {
  const text = readFileSync(join(root, page), 'utf8');
  const named = [...text.matchAll(/npm run (?:--silent )?([\w:]+)/g)].map(([, name]) => name);
  expect(named.filter((name) => !(name in manifest.scripts))).toEqual([]);
  const programs = [...text.matchAll(/(?:tsx|node) (?:--import tsx )?((?:examples|test|tools|bench)\/\S+\.m?[jt]s)/g)];
  expect(programs.filter(([, file]) => !existsSync(join(root, file)))).toEqual([]);
});

/** The command as npm starts it. */
function run(name: Name, args: readonly string[]) {
  return runProgram(['tools/run.mjs', name, ...args]);
}

/** Runs only its program, without the build before it. */
function runBuilt(name: Name, args: readonly string[], env: Record<string, string> = {}) {
  const [program, ...first] = COMMANDS[name].run;
  return runProgram(['--import', 'tsx', program, ...first, ...args], { env });
}

function refused(text: RegExp) {
  return { status: 1, stdout: '', stderr: expect.stringMatching(new RegExp(`^[^\n]*${text.source}[^\n]*\n$`)) };
}

describe.each(names)('%s', (name) => {
  test('prints its help', () => {
    const { usage, does } = commandOf(name);
    const { stdout, stderr, status } = run(name, ['--help']);
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    expect(stdout).toContain(usage);
    expect(stdout).toContain(does);
  });

  test('refuses an unknown option', () => {
    expect(run(name, ['--nonsense'])).toEqual(refused(/Unknown option '--nonsense'/));
  });

  const { options = {}, rest } = commandOf(name) as {
    options?: Record<string, Option<unknown>>;
    rest?: Option<unknown>;
  };
  test('refuses an argument', () => {
    const message = rest === undefined ? /Unexpected argument 'nonsense'/ : /expected .*, got ""/;
    expect(run(name, [rest === undefined ? 'nonsense' : ''])).toEqual(refused(message));
  });

  const valued = Object.entries(options).flatMap(([option, { hint }]) => (hint === undefined ? [] : [[option, hint]]));
  test.each(valued)('refuses a bad --%s', (option, hint) => {
    const bad: Record<string, string> = { text: '', file: 'src' };
    expect(run(name, [`--${option}=${bad[hint] ?? 'nonsense'}`])).toEqual(refused(RegExp(`--${option}: expected `)));
  });
});

describe('refused by the programs', () => {
  test.each<[Name, string[], RegExp]>([
    ['bench', ['--filter', 'typo'], /--filter: expected a part of a row's name, such as .*, got "typo"/],
    ['bench', ['--quick', '--full'], /--quick, --full: expected one of them/],
    ['bench:check', ['--filter', 'typo'], /--filter: /],
    ['bench:check', ['--filter', 'typo', '--against', '.'], /--filter: /],
    ['bench:check', ['--at-least', '2'], /--at-least: expected --against beside it/],
    ['bench:check', ['--against', '.', '--disturbed'], /--against: expected neither/],
    ['bench:report', ['--bench', 'package.json'], /package\.json: expected the results of npm run bench/],
    ['test:pack', ['vite'], /host: expected --hosts or --all beside it/],
    ['binaries', ['linux-x86'], /target: expected one of linux-x64, .* got "linux-x86"/],
    ['test:programs', ['gpu'], /kind: expected one of arrays, cpu, wasm, tensorflow, got "gpu"/],
  ])('%s %j', (name, args, message) => {
    expect(runBuilt(name, args)).toEqual(refused(message));
  });

  test.each<Name>(['start', 'bench', 'bench:check', 'bench:tfjs'])('%s with an unknown engine', (name) => {
    const { status, stderr } = runBuilt(name, [], { NATIVE_DROPOUT_ENGINE: 'foo' });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^NATIVE_DROPOUT_ENGINE: .*\n$/);
  });
});

describe('examples/mpi/train.ts', () => {
  const program = 'examples/mpi/train.ts';
  const start = (...args: string[]) => runProgram(['--import', 'tsx', program, ...args]);

  test('prints its help', () => {
    expect(start('--help')).toEqual({ stderr: '', status: 0, stdout: expect.stringContaining(program) });
  });

  test.each([
    ['--nonsense', /Unknown option '--nonsense'/],
    ['--steps=0', /--steps: expected an integer at least 1, got "0"/],
    ['--steps=some', /--steps: /],
  ])('refuses %s', (option, message) => {
    expect(start(option)).toEqual(refused(message));
  });
});
