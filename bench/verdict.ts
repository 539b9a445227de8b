/** Whether a target holds: trials in processes of their own, and the median of what they give. */

import { sizeName } from './cases.js';
import { BEST_ISA } from './entrants.js';
import { inFreshProcess } from './harness/fresh-process.js';
import { machine } from './harness/machine.js';
import { median, medianRatio } from './harness/statistics.js';
import { REFERENCE_CPU, type Side, type Target } from './targets.js';
import type { Timing, Trial, Who } from './trial.js';

export interface Verdict {
  name: string;
  bound: string;
  /** One value of each trial. */
  trials: number[];
  got: number;
  verdict: 'holds' | 'does not hold' | 'other processor';
}

const BUDGET = { seconds: 1.5, leastRounds: 9, sampleMilliseconds: 3 };
const onReference = machine().cpuId === REFERENCE_CPU;

export function targetName({ dtype, n, p, subject, base }: Target): string {
  const what = base === undefined ? `${subject.label}, µs` : `${subject.label} / ${base.label}`;
  return `${what}: ${dtype} ${sizeName(n)} p=${p}`;
}

/** @param done Called after each trial. */
export async function judge(target: Target, count: number, done: (trial: number) => void): Promise<Verdict> {
  const trials: number[] = [];
  while (trials.length < count) {
    trials.push(await measure(target));
    done(trials.length);
  }
  const { base, bound } = target;
  const got = median(trials);
  const holds = base === undefined ? got <= bound : got >= bound;
  const decides = base?.name !== 'loop' || onReference;
  return {
    name: targetName(target),
    bound: `${base === undefined ? '≤' : '≥'} ${bound}`,
    trials,
    got,
    verdict: !decides ? 'other processor' : holds ? 'holds' : 'does not hold',
  };
}

/** One process: the ratio of the speeds, or without a base the microseconds of a call. */
async function measure({ dtype, n, p, subject, base }: Target): Promise<number> {
  const sides = base === undefined ? [subject] : [subject, base];
  const trial: Trial = { case: { dtype, n, p }, who: sides.map(who), budget: BUDGET };
  const timings = await inFreshProcess<Trial, Timing[]>(new URL('trial.ts', import.meta.url), trial);
  const rounds = fastest(timings, subject);
  return base === undefined ? median(rounds) / 1000 : medianRatio(rounds, fastest(timings, base));
}

function who({ operation, name, threads }: Side): Who {
  const isa = name === 'native' && BEST_ISA !== undefined ? { isa: BEST_ISA } : {};
  return { operation, only: [{ name, threads, ...isa }] };
}

/** The rounds of the fastest variant. */
function fastest(timings: readonly Timing[], { label, operation, name, threads }: Side): number[] {
  const own = timings.filter((one) => one.operation === operation && one.name === name && one.threads === threads);
  if (own.length === 0) throw new Error(`${label}: this machine cannot run it with ${threads} threads`);
  return own.map(({ rounds }) => rounds).reduce((best, rounds) => (median(rounds) < median(best) ? rounds : best));
}
