/** Decides if a target holds: each trial is a new process, and the median of the trials counts. */

import { inFreshProcess } from './harness/fresh-process.js';
import { DISTURBED_SPREAD, median, medianRatio, spread } from './harness/statistics.js';
import type { Side, Target } from './targets.js';
import { HERE, loadBuild } from './trial/build.js';
import { sizeName } from './trial/cases.js';
import type { Identity } from './trial/entrant.js';
import type { Timing, Trial, Who } from './trial/trial.js';

export interface Verdict {
  name: string;
  bound: string;
  /** One value per trial. */
  trials: number[];
  got: number;
  /** Interquartile range over median, of the side with the larger one; the median of the trials. */
  spread: number;
  verdict: string;
  holds: boolean;
  /** More threads were slower than fewer, or rounds differed widely: other programs used the machine. */
  disturbed: boolean;
}

const BUDGET = { seconds: 1.5, leastRounds: 9, sampleMilliseconds: 3 };

/** By chance, the median speed may be this much above a roof. */
const NOISE = 0.03;
const ROOFLINES: Identity['name'][] = ['native copy', 'native scale', 'native add'];

const { addon } = await loadBuild(HERE);
const BEST_ISA = addon?.isas()[0];

export function targetName({ dtype, n, p, subject, bases, measure }: Target): string {
  const base = labels(bases);
  const what = { speed: ` / ${base}`, time: `, time / that of ${base}`, µs: ', µs' };
  return `${subject.label}${what[measure]}: ${dtype} ${sizeName(n)} p=${p}`;
}

function labels(bases: readonly Side[]): string {
  return bases.map(({ label }) => label).join(' or ');
}

/**
 * @param done Called after each trial.
 * @returns undefined if this build or machine lacks a side.
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
  const { subject, bases, bound, measure: unit } = target;
  const got = median(trials);
  const apart = median(measured.map((one) => one.spread));
  const speed = unit === 'time' ? 1 / got : got;
  const limited = bases.some(({ name }) => ROOFLINES.includes(name)) && (unit === 'time' || bound <= 1);
  const tooFast = limited && speed > 1 + NOISE;
  const holds = !tooFast && (unit === 'speed' ? got >= bound : got <= bound);
  const backwards = bases.some(({ threads }) => threads < subject.threads) && speed < 1;
  return {
    name: targetName(target),
    bound: `${unit === 'speed' ? '≥' : '≤'} ${bound}`,
    ...{ trials, got, holds, spread: apart },
    verdict: tooFast ? `faster than ${labels(bases)}` : holds ? 'holds' : 'does not hold',
    disturbed: backwards || apart > DISTURBED_SPREAD,
  };
}

interface Measured {
  /** A ratio of speeds, a ratio of times or microseconds, as the target's `measure` says. */
  value: number;
  spread: number;
}

/** Measures a target in one new process. */
async function measure({ dtype, n, p, subject, bases, measure: unit }: Target): Promise<Measured | undefined> {
  const trial: Trial = { case: { dtype, n, p }, who: [subject, ...bases].map(who), budget: BUDGET };
  const timings = await inFreshProcess<Trial, Timing[]>(new URL('trial/trial.ts', import.meta.url), trial);
  const own = fastest(timings, subject);
  const others = bases.map((base) => fastest(timings, base)).filter((rounds) => rounds !== undefined);
  if (own === undefined || others.length < bases.length) return undefined;
  const limit = others.sort((a, b) => median(b) - median(a))[0];
  const value = unit === 'µs' ? median(own) / 1000 : medianRatio(own, limit);
  return { value: unit === 'time' ? 1 / value : value, spread: Math.max(spread(own), ...others.map(spread)) };
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
