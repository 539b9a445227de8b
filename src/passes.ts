/**
 * The stochastic passes of monteCarlo(): while they run, layers drop and remember nothing, and where generators stood is
 * kept. All copies of the package in a process meet here.
 */

/** What the passes need of a generator. */
interface Counter {
  draw: number;
}

interface Passes {
  /** Where each generator stood before the passes drew from it; undefined where none run. */
  kept: Map<Counter, number> | undefined;
}

const PASSES = Symbol.for('native-dropout.passes');

const meeting = globalThis as { [PASSES]?: Passes };

if (meeting[PASSES] === undefined) Object.defineProperty(meeting, PASSES, { value: { kept: undefined } });

const shared = meeting[PASSES] as Passes;

export function inPasses(): boolean {
  return shared.kept !== undefined;
}

/** Called before a generator draws. */
export function keepDraw(generator: Counter): void {
  const { kept } = shared;
  if (kept !== undefined && !kept.has(generator)) kept.set(generator, generator.draw);
}

/** Calls `run` with passes on, and puts all generators back where they stood. */
export function duringPasses<T>(run: () => T): T {
  const outer = shared.kept;
  const kept = new Map<Counter, number>();
  shared.kept = kept;
  try {
    return run();
  } finally {
    shared.kept = outer;
    for (const [generator, draw] of kept) generator.draw = draw;
  }
}
