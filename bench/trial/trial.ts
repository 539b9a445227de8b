/** Measures one case in a new process: checks that all engines give the same bits, then times them. */

import { answer } from '../harness/fresh-process.js';
import { type Budget, interleave } from '../harness/measure.js';
import { HERE, loadBuild } from './build.js';
import { type Case, caseName } from './cases.js';
import type { Entrant, Identity } from './entrant.js';
import { engines, yardsticks } from './entrants.js';
import { withoutSlowVariants } from './heats.js';
import { type OperationName, type Place, reference } from './operations.js';
import { arrays, type Work, work } from './work.js';

/** Entrants of an operation: all, or only those with one of these identities. */
export interface Who {
  operation: OperationName;
  place: Place;
  only?: Partial<Identity>[];
}

export interface Trial {
  case: Pick<Case, 'dtype' | 'n' | 'p'>;
  who: Who[];
  budget: Budget;
  /** Directories of built checkouts. Default: this one. */
  builds?: string[];
}

export interface Timing extends Identity {
  operation: OperationName;
  place: Place;
  /** Index in the trial's `builds`. */
  build: number;
  /** Nanoseconds of a call in each round. Timings of a trial have the same rounds. */
  rounds: number[];
}

await answer(async ({ case: one, who, budget, builds = [HERE] }: Trial): Promise<Timing[]> => {
  const given = arrays(one.dtype, one.n);
  const all = [];
  for (const [build, directory] of builds.entries()) {
    const loaded = await loadBuild(directory);
    const own = work(loaded, one.p, given);
    for (const { operation, place, only = [{}] } of who) {
      const entrants = [...engines(operation, place, loaded, own), ...yardsticks(operation, place, loaded, own)];
      const wanted = entrants.filter((entrant) => only.some((like) => isLike(entrant, like)));
      for (const entrant of wanted) await verify({ ...one, operation, place }, entrant, own);
      all.push(...wanted.map((entrant) => ({ ...entrant, operation, place, build })));
    }
  }
  const entered = await withoutSlowVariants(all, budget);
  const rounds = await interleave(entered, budget);
  return entered.map(({ operation, place, build, name, isa, threads, variant }, k) => {
    const identity = { name, threads, ...(isa && { isa }), ...(variant && { variant }) };
    return { operation, place, build, ...identity, rounds: rounds[k] };
  });
});

function isLike(one: Identity, wanted: Partial<Identity>): boolean {
  return Object.entries(wanted).every(([key, value]) => one[key as keyof Identity] === value);
}

async function verify(one: Case, { name, isa, threads, prepare, output }: Entrant, given: Work): Promise<void> {
  if (output === undefined) return;
  given.out.fill(Number.NaN);
  await prepare?.();
  if (bytes(output()).equals(bytes(reference(one.operation, given)))) return;
  throw new Error(`${caseName(one)}: ${name} ${isa ?? ''} ${threads} does not give the bits of js`);
}

function bytes({ buffer, byteOffset, byteLength }: ArrayBufferView): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
