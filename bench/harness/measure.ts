/** Times contenders in turn, round after round, so that a slow moment of the machine affects all of them. */

export interface Contender {
  /** Called before each sample, without being timed. */
  prepare?: () => void | Promise<void>;
  run(): unknown;
  /** The largest number of timed calls after one `prepare`; twice as many untimed ones precede them. */
  mostCalls?: number;
  /** Untimed calls before each sample. Default: twice as many as timed calls. */
  untimed?: number;
}

export interface Budget {
  /** Time in which rounds are run. */
  seconds: number;
  leastRounds: number;
  /** A sample has as many calls as fit in this time, but at least one. */
  sampleMilliseconds: number;
}

/**
 * Awaits `run` if it returns a promise.
 * @returns For each contender, the nanoseconds of a call in each round.
 */
export async function interleave(contenders: readonly Contender[], budget: Budget): Promise<number[][]> {
  const sizes: Size[] = [];
  for (const contender of contenders) sizes.push(await calibrate(contender, budget.sampleMilliseconds));

  const rounds: number[][] = contenders.map(() => []);
  const end = performance.now() + budget.seconds * 1000;
  for (let round = 0; round < budget.leastRounds || performance.now() < end; ++round) {
    for (const k of shuffled(contenders.length)) {
      rounds[k].push(((await sample(contenders[k], sizes[k])) / sizes[k].calls) * 1e6);
    }
  }
  return rounds;
}

/** The numbers below n in random order, so that no contender always follows the same one. */
function shuffled(n: number): number[] {
  const keys = Float64Array.from({ length: n }, Math.random);
  return [...keys.keys()].sort((a, b) => keys[a] - keys[b]);
}

/** Numbers of calls of a sample. */
interface Size {
  untimed: number;
  calls: number;
}

/** Milliseconds. A longer call replaces the contents of the caches itself, so one untimed call is enough. */
const LONG = 100;

/** Finds the size of a sample. Its calls are enough for V8 to compile the code. */
async function calibrate(contender: Contender, milliseconds: number): Promise<Size> {
  const { mostCalls: most = 1e6, untimed } = contender;
  if (most === 1 && untimed !== undefined) return { untimed, calls: 1 };
  let calls = 1;
  for (let spent = 0; ; ) {
    const time = await sample(contender, { untimed: untimed ?? calls, calls });
    spent += time;
    if (spent > 20 * milliseconds || time > 2 * milliseconds) {
      const fitting = Math.min(most, Math.max(1, Math.round((calls * milliseconds) / time)));
      return { calls: fitting, untimed: untimed ?? (time / calls > LONG ? 1 : 2 * fitting) };
    }
    calls = Math.min(most, calls * 2);
  }
}

/**
 * Milliseconds that the calls take. Untimed calls precede them, because another contender has filled the caches and the
 * threads sleep. One is not enough: a large last-level cache holds an array only after several passes over it.
 */
async function sample(contender: Contender, { untimed, calls }: Size): Promise<number> {
  await contender.prepare?.();
  await call(contender, untimed);
  const start = performance.now();
  await call(contender, calls);
  return performance.now() - start;
}

async function call(contender: Contender, times: number): Promise<void> {
  for (let time = 0; time < times; ++time) {
    const pending = contender.run();
    if (pending instanceof Promise) await pending;
  }
}
