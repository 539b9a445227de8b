/** Times contenders in turn, round after round, so that a slow moment of the machine hits all alike. */

export interface Contender {
  /** Called before each sample, and not timed. */
  prepare?: () => void | Promise<void>;
  run(): unknown;
  /** The most calls that are timed between two of `prepare`, after twice as many that are not. */
  mostCalls?: number;
  /** The calls before each sample that are not timed, if not twice as many as are. */
  untimed?: number;
}

export interface Budget {
  /** Rounds go on until this much time is spent. */
  seconds: number;
  leastRounds: number;
  /** A sample is as many calls as take about this long, at least one. */
  sampleMilliseconds: number;
}

/**
 * @returns For each contender the nanoseconds of a call, round by round. A `run` that gives a promise is waited for.
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

/** The numbers below n, in any order: nobody always follows the same one. */
function shuffled(n: number): number[] {
  const keys = Float64Array.from({ length: n }, Math.random);
  return [...keys.keys()].sort((a, b) => keys[a] - keys[b]);
}

/** Of a sample, in calls. */
interface Size {
  untimed: number;
  calls: number;
}

/** So long a call, in milliseconds, leaves nothing in the caches of what was before: one untimed call is enough. */
const LONG = 100;

/** The size of a sample, known after enough calls to have compiled what runs. */
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
 * Milliseconds that the calls take, after untimed ones that find the caches as another contender left them, and the
 * threads asleep. One of those is not enough: a large last-level cache holds an array only after several passes over it.
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
