/** Tells which engine runs, and sets its threads. */

import { checkInteger } from '../../input/check.js';
import { type EngineName, MAX_THREADS } from '../engine.js';
import { chosen } from './choice.js';
import { isNative, load } from './registry.js';

/** The engine in use. */
export interface EngineInfo {
  /** Which engine runs. */
  name: EngineName;
  /** The instruction set in use: 'avx512', 'avx2', 'neon', 'scalar', 'simd128'. */
  isa: string;
  /** The number of threads of a large call. */
  threads: number;
  /** Why no faster engine runs, or which setting named this one; missing if the fastest runs by default. */
  reason?: string;
}

/**
 * Returns which engine runs large calls, and why no faster one does. If it is wasm, short arrays run on the js engine,
 * which is faster for them and gives the same result.
 * @returns Name, instruction set, threads, and the reason.
 * @throws {Error | RangeError} if an environment variable has a value that cannot be used here.
 *
 * @example
 * import { engine } from 'native-dropout';
 * console.log(engine()); // for example { name: 'native', isa: 'avx2', threads: 8 }
 */
export function engine(): EngineInfo {
  const { engine, reason } = chosen();
  return { name: engine.name, isa: engine.isa(), threads: engine.threads(), ...(reason !== undefined && { reason }) };
}

/**
 * Sets how many threads the native engine uses for a large call, for the whole process with its Workers. Results do not
 * depend on it. The other engines have one thread and ignore it.
 * @param n An integer in [1, 256], which counts the caller's thread. Before the first call the number is
 * NATIVE_DROPOUT_THREADS, or else as many as the affinity of the process and the quotas of its cgroups allow.
 * @throws {TypeError | RangeError} if n is not such an integer, or an environment variable has a value that cannot be used
 * here.
 *
 * @example
 * import { setThreads } from 'native-dropout';
 * setThreads(1); // for example in each of several Workers
 */
export function setThreads(n: number): void {
  checkInteger('n', n, 1, MAX_THREADS);
  const native = load('native');
  if (isNative(native)) native.setThreads(n);
}
