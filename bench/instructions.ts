/** `npm run bench:instructions`: counts instructions per element by callgrind, without noise and without times. */

import { spawnSync } from 'node:child_process';
import { readOptions } from '../tools/command-line.mjs';
import { commandOf } from '../tools/commands.mjs';
import { printTable } from './harness/print.js';
import { progress, progressDone } from './harness/progress.js';
import { buildCount } from './native/streams.js';

/** Elements of a call in count.cc. */
const ELEMENTS = 65_536;

readOptions(commandOf('bench:instructions'));
const program = buildCount();

/** @returns The instructions of the whole process. */
function count(what: string, p: number, times: number): number {
  const args = ['--tool=callgrind', '--callgrind-out-file=/dev/null', program, what, String(p), String(times)];
  const { stderr, error } = spawnSync('valgrind', args, { encoding: 'utf8' });
  const collected = /Collected : (\d+)/.exec(stderr ?? '')?.[1];
  if (collected === undefined) throw error ?? new Error(`valgrind: ${stderr}`);
  return Number(collected);
}

/** The cost of two more calls, so that the start of the process does not count. */
function anElement(what: string, p: number): string {
  progress(`${what}, p = ${p}`);
  return ((count(what, p, 3) - count(what, p, 1)) / (2 * ELEMENTS)).toFixed(3);
}

const PS = [0.1, 0.25, 0.5];
const rows = [
  ['mask alone, as packed bits', 'draw'],
  ['dropout, float32', 'dropout'],
  ['given words, float32', 'given'],
  ['copy, vector loop', 'copy'],
].map(([title, what]) => [title, ...PS.map((p) => anElement(what, p))]);
progressDone();
printTable(
  ['instructions an element', ...PS.map((p) => `p = ${p}`)],
  ['left', ...PS.map(() => 'right' as const)],
  rows,
);
