/** Measures the targets, and prints a table of those that decide something on this processor. */

import { type ChildProcess, spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import Table from 'cli-table3';
import { machine } from './harness/machine.js';
import { progress, progressDone } from './harness/progress.js';
import { writeResults } from './results.js';
import { DISTURBED, TARGETS } from './targets.js';
import { judge, targetName, type Verdict } from './verdict.js';

export interface CheckOptions {
  filter: string;
  trials: number;
  json: string | undefined;
}

/** @returns Whether all hold. */
export async function checkTargets(options: CheckOptions & { disturbed: boolean }): Promise<boolean> {
  const { disturbed, filter, trials, json } = options;
  const targets = (disturbed ? DISTURBED : TARGETS).filter((target) => {
    const decides = target.processor === undefined || target.processor === machine().cpuId;
    return decides && targetName(target).includes(filter);
  });
  const busy = disturbed ? makeBusy() : [];
  const verdicts: Verdict[] = [];
  for (const target of targets) {
    const show = (trial: number) => progress(`${targetName(target)}: ${trial} of ${trials} trials`);
    show(0);
    const verdict = await judge(target, trials, show);
    if (verdict !== undefined) verdicts.push(verdict);
  }
  for (const process of busy) process.kill();
  progressDone();
  print(verdicts);
  if (json !== undefined) writeResults(json, verdicts);
  return verdicts.every(({ holds }) => holds);
}

/** Half of the cores work for somebody else. */
function makeBusy(): ChildProcess[] {
  const count = Math.max(1, availableParallelism() >> 1);
  return Array.from({ length: count }, () => spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }));
}

function print(verdicts: readonly Verdict[]): void {
  const table = new Table({
    head: ['target', 'bound', 'got', 'trials', 'spread', ''],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'left'],
    style: { head: [], border: [], compact: true },
  });
  for (const { name, bound, trials, got, spread, verdict } of verdicts) {
    const range = [Math.min(...trials), Math.max(...trials)].map((value) => value.toPrecision(3)).join(' … ');
    table.push([name, bound, got.toPrecision(3), range, `${(100 * spread).toFixed(0)} %`, verdict]);
  }
  console.log(table.toString());
}
