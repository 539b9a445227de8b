/** Of the many ways to copy, those that are among the fastest here: found in a few rounds, and then timed with the rest. */

import type { Identity } from './entrant.js';
import { type Budget, type Contender, interleave } from './harness/measure.js';
import { median } from './harness/statistics.js';

/** So many variants of each go on: close ones change places from round to round. */
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

/** Whether they are variants of one another. */
function isSame(a: Identity, b: Identity): boolean {
  return a.name === b.name && a.threads === b.threads;
}
