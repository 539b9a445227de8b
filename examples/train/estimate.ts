/** Estimates the time of a training by a short one. */

import { type Data, pick } from './data.js';
import { totalWork } from './experiment.js';
import type { Settings } from './options.js';
import { train, workOf } from './train.js';

/** Images of each set. */
const IMAGES = 500;

/** @returns Seconds. */
export async function estimate(settings: Settings, data: Data): Promise<number> {
  const few = Uint32Array.from({ length: IMAGES }, (_, k) => k);
  const [validation, test] = [data.validation, data.test].map((all) => pick(all, few));
  const sets = { training: data.training(0, IMAGES), validation, test };
  const plan = { rate: settings.rate, seed: 0, epochs: 1, passes: 2 };
  await train(plan, sets); // V8 compiles the code
  const began = performance.now();
  await train(plan, sets);
  return ((performance.now() - began) / 1000) * (totalWork(settings, data) / workOf(plan, sets));
}
