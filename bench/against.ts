/** Compares this build with another one. Both are timed in turn, in the same processes. */

import { resolve } from 'node:path';
import type { CheckOptions } from './check-targets.js';
import { inFreshProcess } from './harness/fresh-process.js';
import { printTable } from './harness/print.js';
import { progress, progressDone } from './harness/progress.js';
import { median, medianRatio, threeDigits } from './harness/statistics.js';
import { buildStreams } from './native/streams.js';
import { noRow } from './no-row.js';
import { writeResults } from './results.js';
import { identityName } from './table.js';
import { HERE, loadBuild } from './trial/build.js';
import { BUDGET, type Case, caseName, cases, Ki } from './trial/cases.js';
import type { Identity } from './trial/entrant.js';
import type { Timing, Trial } from './trial/trial.js';

interface Comparison {
  name: string;
  /** Nanoseconds of a call: the medians of the trials' medians. */
  other: number;
  here: number;
  /** How many times as fast as the other build this one is: one value per trial. */
  trials: number[];
  ratio: number;
  /** Below the ratio that was asked for; by default, slower by more than noise in every trial. */
  fails: boolean;
}

/** Two runs of the same build differ by so much. */
const NOISE = 0.03;

/** Up to this length every engine and instruction set is timed; for longer arrays only the best one. */
const MOST_FOR_ALL = 64 * Ki;

const { addon } = await loadBuild(HERE);
const ALL: Partial<Identity>[] = [{ name: 'native' }, { name: 'wasm' }, { name: 'js' }];
const BEST: Partial<Identity>[] = addon === undefined ? [] : [{ name: 'native', isa: addon.isas()[0] }];

export interface AgainstOptions extends CheckOptions {
  /** How many times as fast as the other build this one must be. Default: not slower. */
  atLeast: number | undefined;
}

/** @returns Whether no row fails. */
export async function compare(other: string, { filter, trials, json, atLeast }: AgainstOptions): Promise<boolean> {
  const chosen = cases('against').filter((one) => caseName(one).includes(filter));
  if (chosen.length === 0) throw noRow(filter, cases('against').map(caseName));
  buildStreams();
  const comparisons: Comparison[] = [];
  for (const [k, one] of chosen.entries()) {
    const timed: Timing[][] = [];
    while (timed.length < trials) {
      progress(`${k + 1} of ${chosen.length}: ${caseName(one)}, trial ${timed.length + 1} of ${trials}`);
      timed.push(await time(one, resolve(other), timed.length % 2 === 1));
    }
    comparisons.push(...compared(one, timed, atLeast));
  }
  progressDone();
  print(comparisons, other);
  if (json !== undefined) writeResults(json, comparisons);
  return !comparisons.some(({ fails }) => fails);
}

/** @returns Timings: build 0 is this one, build 1 the other. The order of loading changes from trial to trial. */
async function time(one: Case, other: string, swap: boolean): Promise<Timing[]> {
  const builds = swap ? [other, HERE] : [HERE, other];
  const only = one.n > MOST_FOR_ALL ? BEST : ALL;
  const budget = { ...BUDGET.against, sampleMilliseconds: 2 };
  const trial: Trial = { case: one, who: [{ ...one, only }], budget, builds };
  const timings = await inFreshProcess<Trial, Timing[]>(new URL('trial/trial.ts', import.meta.url), trial);
  return timings.map((timing) => ({ ...timing, build: swap ? 1 - timing.build : timing.build }));
}

/** One row per entrant that both builds have. */
function compared(one: Case, timed: readonly Timing[][], atLeast: number | undefined): Comparison[] {
  const rounds = (timings: readonly Timing[], build: number, who: string) =>
    timings.find((timing) => timing.build === build && identityName(timing) === who)?.rounds;
  const here = timed[0].filter(({ build }) => build === 0).map(identityName);
  return here.flatMap((who) => {
    const pairs = timed.map((timings) => [rounds(timings, 0, who), rounds(timings, 1, who)] as const);
    const both = pairs.flatMap(([own, other]) => (own && other ? [{ own, other }] : []));
    if (both.length === 0) return [];
    const trials = both.map(({ own, other }) => medianRatio(own, other));
    const ratio = median(trials);
    return {
      name: `${caseName(one)}: ${who}`,
      other: median(both.map(({ other }) => median(other))),
      here: median(both.map(({ own }) => median(own))),
      ...{ trials, ratio, fails: atLeast === undefined ? Math.max(...trials) < 1 - NOISE : ratio < atLeast },
    };
  });
}

function print(comparisons: readonly Comparison[], other: string): void {
  const rows = comparisons.map(({ name, other, here, ratio, trials, fails }) => {
    const times = [other, here].map((nanoseconds) => threeDigits(nanoseconds / 1000));
    const range = [Math.min(...trials), Math.max(...trials)].map((value) => value.toFixed(3)).join(' … ');
    return [name, ...times, ratio.toFixed(3), range, fails ? 'fails' : ''];
  });
  const head = ['µs a call', other, 'here', 'times as fast', 'trials', ''];
  printTable(head, ['left', 'right', 'right', 'right', 'right', 'left'], rows);
  const ratios = comparisons.map(({ ratio }) => ratio);
  const failed = comparisons.filter(({ fails }) => fails).length;
  console.log(`${comparisons.length} rows, median ${median(ratios).toFixed(3)} times as fast; fail: ${failed}`);
}
