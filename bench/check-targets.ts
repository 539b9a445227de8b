/** Measures the targets that apply to this processor, and prints a table. */

import { type ChildProcess, spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { machine } from './harness/machine.js';
import { type Align, printMarkdown, printTable } from './harness/print.js';
import { progress, progressDone } from './harness/progress.js';
import { buildStreams } from './native/streams.js';
import { noRow } from './no-row.js';
import { writeResults } from './results.js';
import { DISTURBED, TARGETS } from './targets.js';
import { judge, targetName, type Verdict } from './verdict.js';

export interface CheckOptions {
  /** Only rows whose name contains it. */
  filter: string;
  /** Processes per row. */
  trials: number;
  json: string | undefined;
}

interface TargetOptions extends CheckOptions {
  /** Other processes keep half of the cores busy. */
  disturbed: boolean;
  markdown: boolean;
}

/** @returns Whether all targets hold. */
export async function checkTargets(options: TargetOptions): Promise<boolean> {
  const { disturbed, markdown, filter, trials, json } = options;
  const decisive = (disturbed ? DISTURBED : TARGETS).filter(({ processor }) => {
    return processor === undefined || processor === machine().cpuId;
  });
  const targets = decisive.filter((target) => targetName(target).includes(filter));
  if (targets.length === 0) throw noRow(filter, decisive.map(targetName));
  buildStreams();
  const busy = disturbed ? makeBusy() : [];
  const verdicts: Verdict[] = [];
  for (const target of targets) {
    const show = (trial: number) => progress(`${targetName(target)}: ${trial} of ${trials} trials`);
    show(0);
    const verdict = await judge(target, trials, show);
    if (verdict !== undefined) verdicts.push({ ...verdict, disturbed: verdict.disturbed && !disturbed });
  }
  for (const process of busy) process.kill();
  progressDone();
  if (verdicts.length === 0) throw new Error('no row can be measured here: all need the native engine and its copies');
  const print = markdown ? printMarkdown : printTable;
  print(HEAD, ALIGNS, verdicts.map(cells));
  if (json !== undefined) writeResults(json, verdicts);
  return verdicts.every(({ holds }) => holds);
}

function makeBusy(): ChildProcess[] {
  const count = Math.max(1, availableParallelism() >> 1);
  return Array.from({ length: count }, () => spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }));
}

const HEAD = ['target', 'bound', 'got', 'trials', 'spread', ''];
const ALIGNS: readonly Align[] = ['left', 'right', 'right', 'right', 'right', 'left'];

function cells({ name, bound, trials, got, spread, verdict, disturbed }: Verdict): string[] {
  const range = [Math.min(...trials), Math.max(...trials)].map((value) => value.toPrecision(3)).join(' … ');
  return [
    name,
    bound,
    got.toPrecision(3),
    range,
    `${(100 * spread).toFixed(0)} %`,
    disturbed ? `${verdict}, disturbed` : verdict,
  ];
}
