/**
 * The stochastic passes of monteCarlo(): while they run, layers drop, and what layers and generators were before is kept.
 * All copies of the package in a process meet here.
 */

interface Passes {
  /** What puts back each object that the passes have changed; undefined where none run. */
  kept: Map<object, () => void> | undefined;
}

const PASSES = Symbol.for('native-dropout.passes');

const meeting = globalThis as { [PASSES]?: Passes };

if (meeting[PASSES] === undefined) Object.defineProperty(meeting, PASSES, { value: { kept: undefined } });

const shared = meeting[PASSES] as Passes;

export function inPasses(): boolean {
  return shared.kept !== undefined;
}

/** Called before an object changes in passes: the first time, `save` gives what puts it back behind them. */
export function keep(object: object, save: () => () => void): void {
  const { kept } = shared;
  if (kept !== undefined && !kept.has(object)) kept.set(object, save());
}

/** Calls `run` with passes on, and puts back all that they have changed. */
export function duringPasses<T>(run: () => T): T {
  const outer = shared.kept;
  const kept = new Map<object, () => void>();
  shared.kept = kept;
  try {
    return run();
  } finally {
    shared.kept = outer;
    for (const putBack of kept.values()) putBack();
  }
}
