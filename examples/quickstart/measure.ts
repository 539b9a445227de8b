/** Medians of interleaved runs, so that a slow moment of the machine hits all alike. */

export interface Run {
  /** Called before each run, and not timed. */
  prepare?: () => void;
  run(x: Float32Array, out: Float32Array): void;
}

export interface Result {
  /** Milliseconds. */
  median: number;
  /** What the last run wrote. */
  out: Float32Array;
}

/** Runs each once without counting it, then `rounds` times in turn. */
export function measure(runs: readonly Run[], x: Float32Array, rounds: number): Result[] {
  const outs = runs.map(() => new Float32Array(x.length));
  const times = runs.map(() => new Float64Array(rounds));
  for (let round = -1; round < rounds; ++round) {
    for (const [k, one] of runs.entries()) {
      one.prepare?.();
      const start = performance.now();
      one.run(x, outs[k]);
      const time = performance.now() - start;
      if (round >= 0) times[k][round] = time;
    }
  }
  return outs.map((out, k) => ({ out, median: times[k].sort()[rounds >> 1] }));
}
