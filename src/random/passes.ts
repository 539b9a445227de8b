/**
 * The stochastic passes of monteCarlo(). While they run, layers drop; after them, layers and generators are restored. All
 * copies of the package in a process share this state.
 */

import { shared } from './shared.js';

interface Passes {
  /** For each object that the passes have changed, the function that restores it; undefined if no passes run. */
  kept: Map<object, () => void> | undefined;
  /** The number of draws that passes have taken. */
  draws: number;
}

const passes = shared<Passes>('passes', () => ({ kept: undefined, draws: 0 }));

export function inPasses(): boolean {
  return passes.kept !== undefined;
}

/**
 * Must be called before an object changes. On the first call for an object `save` runs, and returns the function that
 * restores it.
 */
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
 * Calls `run` with passes on, and restores all objects that it has changed.
 * @throws The error of `run`, or else the first error of restoring; the other objects are restored all the same.
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
  for (const restore of kept.values()) attempt(restore); // these passes are still on, so that outer ones record no change
  passes.kept = outer;
  if (thrown.length > 0) throw thrown[0];
  return made as T;
}
