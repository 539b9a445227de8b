/** What this package does in a training: the same weights on every engine, and shorter steps. */

import type { EngineName } from 'native-dropout';
import { inFreshProcess } from '../../bench/harness/fresh-process.js';
import { whyNot } from '../shared/engines.js';
import type { GainSpec, GainTrial } from './gain-trial.js';
import type { Settings } from './options.js';
import { ENGINES } from './settings.mjs';

/** Steps of the training on each engine. */
export const STEPS = 10;

export interface Gain {
  /** The engines that can run here, the fastest first, and SHA-256 of the weights that each has trained. */
  engines: { name: EngineName; sha256: string }[];
  /** Milliseconds of a step with dropout of TensorFlow.js, and with ours on the fastest engine. */
  milliseconds: { tf: number; ours: number };
}

export async function gainOf({ backend, rate }: Settings): Promise<Gain> {
  const names = ENGINES.filter((name) => whyNot(name) === undefined);
  const trials: GainTrial[] = [];
  for (const [k, name] of names.entries()) {
    const spec: GainSpec = { backend, rate, steps: STEPS, timed: k === 0 };
    const env = { NATIVE_DROPOUT_ENGINE: name };
    trials.push(await inFreshProcess(new URL('./gain-trial.ts', import.meta.url), spec, env));
  }
  return {
    engines: names.map((name, k) => ({ name, sha256: trials[k].sha256 })),
    milliseconds: { tf: trials[0].tf, ours: trials[0].ours },
  };
}

/** Whether all engines have trained the same weights. */
export function areEqual({ engines }: Gain): boolean {
  return engines.every(({ sha256 }) => sha256 === engines[0].sha256);
}
