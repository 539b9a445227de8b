/** Lists the timed contenders: every engine that can run here, and a loop without this package. */

import { availableParallelism } from 'node:os';
import { type EngineName, type Mask, setThreads } from 'native-dropout';
import { whyNot } from '../shared/engines.js';

/** A way to apply dropout. */
export interface Contender {
  name: string;
  /** Called before each run, without being timed. */
  prepare?: () => void;
  run(x: Float32Array, out: Float32Array): void;
  /** Why it cannot run here. */
  absent?: string;
}

/** Draws each element by Math.random(): a new mask each time, and none for a backward pass. */
export function loop(p: number): Contender {
  const scale = 1 / (1 - p);
  return {
    name: 'loop with Math.random() < p',
    run(x, out) {
      for (let i = 0; i < x.length; ++i) out[i] = Math.random() < p ? 0 : x[i] * scale;
    },
  };
}

/** The default of the native engine; setThreads() takes at most 256. */
export const allThreads = Math.min(availableParallelism(), 256);

export function engines(mask: Mask): Contender[] {
  const one = [withEngine(mask, 'js'), withEngine(mask, 'wasm'), withEngine(mask, 'native')];
  const rest = allThreads > 1 && one[2].absent === undefined ? [withEngine(mask, 'native', allThreads)] : [];
  return [...one, ...rest];
}

function withEngine(mask: Mask, engine: EngineName, threads = 1): Contender {
  const absent = whyNot(engine);
  return {
    name: `${engine}, ${threads} ${threads === 1 ? 'thread' : 'threads'}`,
    prepare: () => setThreads(threads), // has no effect on other engines
    run: (x, out) => mask.apply(x, { out, engine }),
    ...(absent !== undefined && { absent }),
  };
}
