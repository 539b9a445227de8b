/** What users are told of engines, and may set. */

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
  /** How many threads work on a large call. */
  threads: number;
  /** Why nothing better runs, or who asked for this one; missing where the best engine runs by itself. */
  reason?: string;
}

/**
 * What runs large calls here, and why nothing better does. (Where that is wasm, short arrays go to the js engine, which is
 * faster for them; the result is the same.)
 * @throws {Error | RangeError} if an environment variable asks for what cannot be had.
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
 * How many threads the native engine uses for a large call, the caller's among them. One setting for the whole process,
 * worker threads included; NATIVE_DROPOUT_THREADS at first, or as many as the process may use by its affinity and its
 * cgroups' quotas. Results do not depend on it. The other engines have one thread, and ignore it.
 * @param n An integer in [1, 256].
 * @throws {TypeError | RangeError} if n is not such an integer, or an environment variable asks for what cannot be had.
 */
export function setThreads(n: number): void {
  checkInteger('n', n, 1, MAX_THREADS);
  const native = load('native');
  if (isNative(native)) native.setThreads(n);
}
