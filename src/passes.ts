/**
 * The stochastic passes of monteCarlo(): while they run, layers drop and remember nothing, and where generators stood is
 * kept. All copies of the package in a process meet here.
 */

/** What the passes need of a generator. */
interface Counter {
  draw: number;
}

const PASSES = Symbol.for('native-dropout.passes');

/** Where each generator stood before the passes drew from it; undefined where none run. */
const shared = globalThis as { [PASSES]?: Map<Counter, number> | undefined };

export function inPasses(): boolean {
  return shared[PASSES] !== undefined;
}

/** Called before a generator draws. */
export function keepDraw(generator: Counter): void {
  const kept = shared[PASSES];
  if (kept !== undefined && !kept.has(generator)) kept.set(generator, generator.draw);
}

/** Calls `run` with passes on, and puts all generators back where they stood. */
export function duringPasses<T>(run: () => T): T {
  const outer = shared[PASSES];
  const kept = new Map<Counter, number>();
  shared[PASSES] = kept;
  try {
    return run();
  } finally {
    shared[PASSES] = outer;
    for (const [generator, draw] of kept) generator.draw = draw;
  }
}
