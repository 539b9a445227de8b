/** The cases that are measured on each backend, and for how long. */

import type { Budget } from '../harness/measure.js';
import { Ki, Mi } from '../trial/cases.js';
import type { BackendName } from './backends.js';
import { MODELS, type ModelName } from './models/index.js';
import type { OpCase } from './op-trial.js';
import type { PassesCase } from './passes-trial.js';

export interface Plan {
  ops: OpCase[];
  opBudget: Budget;
  models: { model: ModelName; batch: number }[];
  passes: PassesCase[];
  passesBudget: Budget;
  /** Numbers of weights. */
  checkpoints: number[];
  checkpointsBudget: Budget;
  /** Slow backends make fewer steps: the JavaScript backend takes seconds per step. */
  stepBudget: Readonly<Record<BackendName, Budget>>;
}

const SIZES = [64 * Ki, Mi, 4 * Mi];
const PS = [0.5, 0.1];

const budget = (seconds: number, leastRounds: number): Budget => ({ seconds, leastRounds, sampleMilliseconds: 3 });
const names = Object.keys(MODELS) as ModelName[];

export const FULL: Plan = {
  ops: PS.flatMap((p) => SIZES.map((n) => ({ n, p }))),
  opBudget: budget(2, 3),
  models: names.map((model) => ({ model, batch: MODELS[model].batch })),
  passes: [1, 32].map((batch) => ({ batch, passes: 20 })),
  passesBudget: budget(8, 9),
  checkpoints: [1_000_000],
  checkpointsBudget: budget(8, 31),
  stepBudget: { cpu: budget(20, 3), wasm: budget(12, 9), tensorflow: budget(30, 9) },
};

const ONCE = budget(0, 1);

/** Runs and checks everything; the times mean nothing. */
export const QUICK: Plan = {
  ops: [{ n: 64 * Ki, p: 0.5 }],
  opBudget: ONCE,
  models: names.map((model) => ({ model, batch: 1 })),
  passes: [{ batch: 1, passes: 2 }],
  passesBudget: ONCE,
  checkpoints: [2000],
  checkpointsBudget: ONCE,
  stepBudget: { cpu: ONCE, wasm: ONCE, tensorflow: ONCE },
};

/** A plan with these rows alone. */
export function onlyRows(plan: Plan, rows: 'ops' | 'models' | 'passes' | 'checkpoints'): Plan {
  return { ...plan, ops: [], models: [], passes: [], checkpoints: [], [rows]: plan[rows] };
}
