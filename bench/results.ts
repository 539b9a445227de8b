/** The results of a benchmark, and the file that --json names. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import manifest from '../package.json' with { type: 'json' };
import { type Machine, machine } from './harness/machine.js';
import { median, medianRatio, quantile } from './harness/statistics.js';
import type { Case } from './trial/cases.js';
import type { Identity } from './trial/entrant.js';
import type { Timing } from './trial/trial.js';

export interface Result extends Case, Identity {
  /** Time of a call: the median over the rounds. */
  nanoseconds: number;
  /** First and third quartile of the time. */
  quartiles: number[];
  rounds: number;
  elementsPerSecond: number;
  /** Times as fast as the loop with Math.random(): the median of the rounds' ratios. */
  overLoop?: number;
  /** Times as fast as the copy: the median of the rounds' ratios. */
  overCopy?: number;
}

/** Only the fastest variant of an entrant is a result. */
export function toResults({ dtype, n, p }: Pick<Case, 'dtype' | 'n' | 'p'>, timings: readonly Timing[]): Result[] {
  const loop = timings.find(({ name }) => name === 'loop');
  const copy = timings.find(({ name }) => name === 'copy');
  return timings
    .filter((timing) => isFastest(timing, timings))
    .map(({ rounds, ...timing }) => {
      const nanoseconds = median(rounds);
      return {
        ...{ ...timing, dtype, n, p, nanoseconds, rounds: rounds.length },
        quartiles: [quantile(rounds, 0.25), quantile(rounds, 0.75)],
        elementsPerSecond: (n / nanoseconds) * 1e9,
        ...(loop && { overLoop: medianRatio(rounds, loop.rounds) }),
        ...(copy && { overCopy: medianRatio(rounds, copy.rounds) }),
      };
    });
}

function isFastest({ name, isa, threads, rounds }: Timing, timings: readonly Timing[]): boolean {
  const same = timings.filter((one) => one.name === name && one.isa === isa && one.threads === threads);
  return median(rounds) === Math.min(...same.map((one) => median(one.rounds)));
}

export interface ResultFile<Row> {
  date: string;
  machine: Machine;
  /** Versions of the measured packages. */
  versions: Record<string, string>;
  results: Row[];
}

export function writeResults<Row>(file: string, results: Row[], versions: Record<string, string> = {}): void {
  const content: ResultFile<Row> = {
    date: new Date().toISOString(),
    machine: machine(),
    versions: { [manifest.name]: manifest.version, ...versions },
    results,
  };
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(content, undefined, 1)}\n`);
}
