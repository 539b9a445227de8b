/** One case in a process of its own: checks that all engines agree on it, then times them. */

import { type Case, caseName } from './cases.js';
import { type Entrant, entrants, type Identity } from './entrants.js';
import { answer } from './harness/fresh-process.js';
import { type Budget, interleave } from './harness/measure.js';
import { type OperationName, reference, type Work, work } from './operations.js';

/** Entrants of an operation: all, or those that are like one of these. */
export interface Who {
  operation: OperationName;
  only?: Partial<Identity>[];
}

export interface Trial {
  case: Omit<Case, 'operation'>;
  who: Who[];
  budget: Budget;
}

export interface Timing extends Identity {
  operation: OperationName;
  /** Nanoseconds of a call, round by round: timings of the same trial have the same rounds. */
  rounds: number[];
}

await answer(async ({ case: one, who, budget }: Trial): Promise<Timing[]> => {
  const given = work(one);
  const all = who.flatMap(({ operation, only = [{}] }) =>
    entrants(operation, given)
      .filter((entrant) => only.some((wanted) => isLike(entrant, wanted)))
      .map((entrant) => ({ ...entrant, operation })),
  );
  for (const entrant of all) await verify({ ...one, operation: entrant.operation }, entrant, given);
  const rounds = await interleave(all, budget);
  return all.map(({ operation, name, isa, threads, variant }, k) => {
    return { operation, name, threads, ...(isa && { isa }), ...(variant && { variant }), rounds: rounds[k] };
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
