/** Times steps of training of one model on one backend, in a new process. */

import { defaultGenerator } from 'native-dropout';
import * as ours from 'native-dropout/tfjs';
import { answer } from '../harness/fresh-process.js';
import { type Budget, interleave } from '../harness/measure.js';
import type { BackendName } from './backends.js';
import { MODELS, type ModelName } from './models/index.js';
import { type Step, VARIANTS, type Variant } from './models/model.js';
import { tensorFlow } from './tensorflow.js';

export interface StepTrial {
  backend: BackendName;
  model: ModelName;
  batch: number;
  budget: Budget;
}

export interface StepTimes {
  /** Version of TensorFlow.js. */
  version: string;
  /** Nanoseconds of a step, round by round. */
  rounds: Record<Variant, number[]>;
  /** How many masks a step of ours draws. */
  masks: number;
}

await answer(async ({ backend, model, batch, budget }: StepTrial): Promise<StepTimes> => {
  const tf = await tensorFlow(backend);
  const steps = MODELS[model].steps(tf, ours, batch);
  const masks = new Map<Variant, number>();
  for (const variant of VARIANTS) masks.set(variant, await masksOf(steps[variant]));
  if ([...masks].some(([variant, drawn]) => (variant === 'ours') !== drawn > 0)) {
    throw new Error(`masks of ours: ${JSON.stringify([...masks])}`);
  }
  // A step uses more memory than the caches hold, so the previous contender does not matter.
  const contenders = VARIANTS.map((variant) => ({ ...steps[variant], mostCalls: 1, untimed: 0 }));
  const [without, byTf, byUs, multiplied] = await interleave(contenders, budget);
  const rounds = { without, tf: byTf, ours: byUs, multiplied };
  return { version: tf.version.tfjs, rounds, masks: masks.get('ours') as number };
});

/** Counts the masks of this package in a step. This also shows that the step runs. */
async function masksOf(step: Step): Promise<number> {
  const before = defaultGenerator.draw;
  await step.prepare?.();
  const loss = await step.run();
  if (!Number.isFinite(loss)) throw new Error(`the loss is ${loss}`);
  return defaultGenerator.draw - before;
}
