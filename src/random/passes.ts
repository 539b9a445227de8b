/**
 * The stochastic passes of monteCarlo(): while they run, layers drop, and what layers and generators were before is kept.
 * All copies of the package in a process meet here.
 */

import { shared } from './shared.js';

interface Passes {
  /** What puts back each object that the passes have changed; undefined if none run. */
  kept: Map<object, () => void> | undefined;
  /** How many draws were taken. */
  draws: number;
}

const passes = shared<Passes>('passes', () => ({ kept: undefined, draws: 0 }));

export function inPasses(): boolean {
  return passes.kept !== undefined;
}

/** Called before an object changes in passes. On the first call `save` runs; what it returns restores the object. */
export function keep(object: object, save: () => () => void): void {
  const { kept } = passes;
  if (kept !== undefined && !kept.has(object)) kept.set(object, save());
}

export function countDraw(): void {
  passes.draws += 1;
}

export function drawsTaken(): number {
  return passes.draws;
}

/**
 * Calls `run` with passes on, and restores all objects that they have changed.
 * @throws What `run` throws, or else the first that is thrown in restoring; all that can be is restored.
 */
export function duringPasses<T>(run: () => T): T {
  const outer = passes.kept;
  const kept = new Map<object, () => void>();
  const thrown: unknown[] = [];
  function attempt<R>(call: () => R): R | undefined {
    try {
      return call();
    } catch (error) {
      thrown.push(error);
      return undefined;
    }
  }
  passes.kept = kept;
  const made = attempt(run);
  for (const restore of kept.values()) attempt(restore); // with these passes on, so that outer ones keep nothing of it
  passes.kept = outer;
  if (thrown.length > 0) throw thrown[0];
  return made as T;
}
