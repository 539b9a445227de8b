/** Finds the fastest ways to copy on this machine in a few rounds; only these are timed with the other entrants. */

import { type Budget, type Contender, interleave } from '../harness/measure.js';
import { median } from '../harness/statistics.js';
import type { Identity } from './entrant.js';

/** This many of the fastest variants go on, because close ones change places from round to round. */
const GO_ON = 3;
const BUDGET = { seconds: 0, leastRounds: 3 };

export async function withoutSlowVariants<T extends Contender & Identity>(
  all: readonly T[],
  { sampleMilliseconds }: Budget,
): Promise<T[]> {
  const variants = all.filter(({ variant }) => variant !== undefined);
  const rounds = await interleave(variants, { ...BUDGET, sampleMilliseconds });
  const time = new Map(variants.map((one, k) => [one, median(rounds[k])]));
  const faster = (one: T) =>
    variants.filter((other) => isSame(one, other) && (time.get(other) ?? 0) < (time.get(one) ?? 0));
  return all.filter((one) => one.variant === undefined || faster(one).length < GO_ON);
}

/** Whether both are variants of the same entrant. */
function isSame(a: Identity, b: Identity): boolean {
  return a.name === b.name && a.threads === b.threads;
}
