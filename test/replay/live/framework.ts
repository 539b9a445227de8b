/** What random scripts need of a framework: random steps, and their results there and here. */

import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { sha } from '../golden.js';
import type { Chance } from './chance.js';

type Args = readonly never[];
export type Step = readonly [name: string, args: readonly unknown[]];

/** A seed or more, and the steps after it. */
export interface Script<Setup> {
  readonly setup: Setup;
  readonly steps: readonly Step[];
}

/** Hashes of a step's numbers, and of what is left of the generator. */
export type Outcome = [numbers: string, state: string];

/** A step: random arguments, and what it gives here. */
interface Kind<Setup, Subject> {
  args(chance: Chance, setup: Setup): readonly unknown[];
  run(subject: Subject, ...args: Args): ArrayBufferView;
}

export interface Framework<Setup = unknown, Subject = unknown> {
  readonly name: string;
  readonly isInstalled: boolean;
  /** How many scripts run. Default: 20. */
  readonly scripts?: number;
  /** JSON that begins a script. */
  setup(chance: Chance, index: number): Setup;
  start(setup: Setup): Subject;
  readonly kinds: Readonly<Record<string, Kind<Setup, Subject>>>;
  /** Numbers that tell where the generator is. */
  state(subject: Subject): ArrayBufferView;
  /** The results of scripts in the framework. */
  theirs(scripts: readonly Script<Setup>[]): Promise<Outcome[][]>;
}

type Mutable<T extends readonly unknown[]> = { -readonly [K in keyof T]: T[K] };

/** Makes steps of a framework, and infers the types of their arguments. */
export const kindOf =
  <Setup, Subject>() =>
  <T extends readonly unknown[]>(
    args: (chance: Chance, setup: Setup) => T,
    run: (subject: Subject, ...args: Mutable<T>) => ArrayBufferView,
  ): Kind<Setup, Subject> => ({ args, run: run as unknown as Kind<Setup, Subject>['run'] });

const bytesOf = (array: ArrayBufferView): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

/** The outcome of a step. */
export const outcome = (numbers: ArrayBufferView, state: ArrayBufferView): Outcome => [
  sha(bytesOf(numbers)),
  sha(bytesOf(state)),
];

/** Does a step here. */
export function ours<Setup, Subject>(
  { kinds, state }: Framework<Setup, Subject>,
  subject: Subject,
  [name, args]: Step,
): Outcome {
  const numbers = kinds[name].run(subject, ...(args as Args));
  return outcome(numbers, state(subject));
}

const python = process.env.NATIVE_DROPOUT_PYTHON ?? '/usr/bin/python3';
const LIST = 'import importlib.metadata as m; print(*(f"{d.name}=={d.version}" for d in m.distributions()))';

/** The packages of that Python, and their versions. */
const packages = new Map(
  spawnSync(python, ['-c', LIST], { encoding: 'utf8' })
    .stdout?.trim()
    .split(/\s+/)
    .map((row) => row.toLowerCase().replaceAll('_', '-').split('==') as [string, string]),
);

/** The version of a package, or '0'. */
export const versionOf = (name: string): string => packages.get(name) ?? '0';

/** A framework whose steps are a program of this folder, and which needs packages. */
export function inPython(
  program: string,
  needed: readonly string[],
  env: Record<string, string> = {},
): Pick<Framework, 'isInstalled' | 'theirs'> {
  const isInstalled = ['numpy', ...needed].every((name) => packages.has(name));
  return { isInstalled, theirs: (scripts) => runPython(program, env, scripts) };
}

async function runPython(
  program: string,
  env: Record<string, string>,
  scripts: readonly Script<unknown>[],
): Promise<Outcome[][]> {
  const folder = mkdtempSync(join(tmpdir(), 'native-dropout-live-'));
  try {
    const file = join(folder, 'scripts.json');
    writeFileSync(file, JSON.stringify(scripts));
    const { stdout } = await promisify(execFile)(
      python,
      [fileURLToPath(new URL('live.py', import.meta.url)), program, file],
      { encoding: 'utf8', maxBuffer: 2 ** 28, env: { ...process.env, ...env } },
    );
    return JSON.parse(stdout) as Outcome[][];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
