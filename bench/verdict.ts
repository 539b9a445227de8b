/** Whether a target holds: trials in processes of their own, and the median of what they give. */

import { HERE, loadBuild } from './build.js';
import { sizeName } from './cases.js';
import type { Identity } from './entrant.js';
import { inFreshProcess } from './harness/fresh-process.js';
import { DISTURBED_SPREAD, median, medianRatio, spread } from './harness/statistics.js';
import type { Side, Target } from './targets.js';
import type { Timing, Trial, Who } from './trial.js';

export interface Verdict {
  name: string;
  bound: string;
  /** One value of each trial. */
  trials: number[];
  got: number;
  /** The interquartile range of a side's rounds over their median: the larger side's, the median of the trials. */
  spread: number;
  verdict: string;
  holds: boolean;
  /** More threads were slower than fewer, or rounds far apart: something else was at work on the machine. */
  disturbed: boolean;
}

const BUDGET = { seconds: 1.5, leastRounds: 9, sampleMilliseconds: 3 };

/** So much more than 1 the median of a comparison with a roofline may be by chance. */
const NOISE = 0.03;
const ROOFLINES: Identity['name'][] = ['native copy', 'native scale', 'native add'];

const { addon } = await loadBuild(HERE);
const BEST_ISA = addon?.isas()[0];

export function targetName({ dtype, n, p, subject, base }: Target): string {
  const what = base === undefined ? `${subject.label}, µs` : `${subject.label} / ${base.label}`;
  return `${what}: ${dtype} ${sizeName(n)} p=${p}`;
}

/**
 * @param done Called after each trial.
 * @returns undefined where this build or machine does not have a side.
 */
export async function judge(
  target: Target,
  count: number,
  done: (trial: number) => void,
): Promise<Verdict | undefined> {
  const measured: Measured[] = [];
  while (measured.length < count) {
    const one = await measure(target);
    if (one === undefined) return undefined;
    measured.push(one);
    done(measured.length);
  }
  const trials = measured.map(({ value }) => value);
  const { subject, base, bound } = target;
  const got = median(trials);
  const apart = median(measured.map((one) => one.spread));
  const tooFast = base !== undefined && ROOFLINES.includes(base.name) && got > Math.max(1, bound) + NOISE && bound <= 1;
  const holds = !tooFast && (base === undefined ? got <= bound : got >= bound);
  const backwards = base !== undefined && base.threads < subject.threads && got < 1;
  return {
    name: targetName(target),
    bound: `${base === undefined ? '≤' : '≥'} ${bound}`,
    ...{ trials, got, holds, spread: apart },
    verdict: tooFast ? `${base.label} is not the roofline here` : holds ? 'holds' : 'does not hold',
    disturbed: backwards || apart > DISTURBED_SPREAD,
  };
}

interface Measured {
  /** The ratio of the speeds, or without a base the microseconds of a call. */
  value: number;
  spread: number;
}

/** One process. */
async function measure({ dtype, n, p, subject, base }: Target): Promise<Measured | undefined> {
  const sides = base === undefined ? [subject] : [subject, base];
  const trial: Trial = { case: { dtype, n, p }, who: sides.map(who), budget: BUDGET };
  const timings = await inFreshProcess<Trial, Timing[]>(new URL('trial.ts', import.meta.url), trial);
  const rounds = sides.map((one) => fastest(timings, one));
  const [own, others] = rounds;
  if (own === undefined || (base !== undefined && others === undefined)) return undefined;
  return {
    value: others === undefined ? median(own) / 1000 : medianRatio(own, others),
    spread: Math.max(...rounds.map((one) => (one === undefined ? 0 : spread(one)))),
  };
}

function who({ operation, place, name, threads, isa: wanted = BEST_ISA }: Side): Who {
  const isa = name === 'native' && wanted !== undefined ? { isa: wanted } : {};
  return { operation, place, only: [{ name, threads, ...isa }] };
}

/** The rounds of the fastest variant. */
function fastest(timings: readonly Timing[], side: Side): number[] | undefined {
  const own = timings.filter((one) =>
    (['operation', 'place', 'name', 'threads'] as const).every((key) => one[key] === side[key]),
  );
  return own.map(({ rounds }) => rounds).sort((a, b) => median(a) - median(b))[0];
}
