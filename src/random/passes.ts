/**
 * The stochastic passes of monteCarlo(). While one runs, layers drop; outside of it, layers and generators are as they were
 * without it. All copies of the package in a process share this state.
 */

import { shared } from './shared.js';

interface Current {
  /** For each object that the passes have changed, the function that exchanges its states in and outside of the passes. */
  kept: Map<object, () => void> | undefined;
  /** The number of draws that passes have taken. */
  draws: number;
}

const current = shared<Current>('passes', () => ({ kept: undefined, draws: 0 }));

export function inPasses(): boolean {
  return current.kept !== undefined;
}

/**
 * Must be called before an object changes in a pass.
 * @param read Returns its state.
 * @param write Restores a state.
 * @returns Whether it is the object's first change in these passes.
 */
export function keep<State>(object: object, read: () => State, write: (state: State) => void): boolean {
  const { kept } = current;
  if (kept === undefined || kept.has(object)) return false;
  let other = read();
  kept.set(object, () => {
    const next = other;
    other = read();
    write(next);
  });
  return true;
}

export function countDraw(): void {
  current.draws += 1;
}

/** Passes that follow each other: each begins with the states that the one before left. */
export class Passes {
  readonly #kept = new Map<object, () => void>();
  #draws = 0;

  /** The number of draws that these passes have taken. */
  get draws(): number {
    return this.#draws;
  }

  /**
   * Runs a pass, or a part of one. Before it all objects that these passes have changed get their states of the passes;
   * after it, those that they had outside.
   * @throws The error of `part`, or else the first error of restoring; the other objects are restored all the same.
   */
  run<T>(part: () => T): T {
    const { kept: outer, draws } = current;
    if (outer === this.#kept) return part();
    const thrown: unknown[] = [];
    function attempt<R>(call: () => R): R | undefined {
      try {
        return call();
      } catch (error) {
        thrown.push(error);
        return undefined;
      }
    }
    current.kept = this.#kept; // also while states are exchanged, so that outer passes record no change
    for (const exchange of [...this.#kept.values()]) attempt(exchange);
    const made = thrown.length === 0 ? attempt(part) : undefined;
    for (const exchange of this.#kept.values()) attempt(exchange);
    current.kept = outer;
    this.#draws += current.draws - draws;
    if (thrown.length > 0) throw thrown[0];
    return made as T;
  }
}
