/** Runs random programs until one fails, then shrinks that program. */

import fc from 'fast-check';

export interface Runs {
  readonly seed: number;
  readonly runs: number;
  /** Stop after so many seconds. */
  readonly seconds?: number | undefined;
}

/**
 * Runs programs. `perform` runs one and returns its number of calls.
 * @returns The number of calls of all programs.
 * @throws {Error} if a program fails: with the seed, the shortest failing program and its calls.
 */
export async function checkPrograms<T>(
  program: fc.Arbitrary<T>,
  perform: (program: T) => Promise<number>,
  runs: Runs,
): Promise<number> {
  const { seed, runs: numRuns, seconds } = runs;
  let calls = 0;
  let shrinking = false;
  const property = fc.asyncProperty(program, async (made) => {
    try {
      const count = await perform(made);
      if (!shrinking) calls += count;
    } catch (error) {
      shrinking = true;
      throw error;
    }
  });
  const limit = seconds === undefined ? {} : { interruptAfterTimeLimit: 1000 * seconds };
  const { failed, counterexample, errorInstance, numRuns: ran } = await fc.check(property, { seed, numRuns, ...limit });
  if (!failed) return calls;
  const { message } = errorInstance as Error;
  const shortest = fc.stringify(counterexample?.[0]);
  throw new Error(`seed ${seed}: program ${ran} fails after ${calls} calls: ${message}\n\n${shortest}`);
}
