/** Trains the same network with dropout and without, on the same seeds. */

import type { Data } from './data.js';
import type { Settings } from './options.js';
import { type Plan, type Point, type Run, type Sets, train, workOf } from './train.js';

export interface Results {
  without: Run[];
  dropout: Run[];
}

export interface Progress {
  start(work: number): void;
  /** Shows the name of the next phase. */
  name(text: string): void;
  advance(work: number): void;
  stop(): void;
}

function plansOf({ epochs, passes, rate, seeds }: Settings): Plan[] {
  const numbers = Array.from({ length: seeds }, (_, k) => k + 1);
  return numbers.flatMap((seed) => [0, rate].map((one) => ({ epochs, passes, rate: one, seed })));
}

const setsOf = ({ images }: Settings, data: Data, seed: number): Sets => ({
  ...data,
  training: data.training(seed, images),
});

/** The sum of all that `advance` gets. */
export function totalWork(settings: Settings, data: Data): number {
  const sets = setsOf(settings, data, 1);
  return plansOf(settings).reduce((sum, plan) => sum + workOf(plan, sets), 0);
}

export async function experiment(settings: Settings, data: Data, progress: Progress): Promise<Results> {
  progress.start(totalWork(settings, data));
  const runs: Run[] = [];
  try {
    for (const plan of plansOf(settings)) {
      progress.name(`${plan.rate > 0 ? `dropout ${plan.rate}` : 'no dropout'}, seed ${plan.seed}`);
      runs.push(await train(plan, setsOf(settings, data, plan.seed), progress.advance));
    }
  } finally {
    progress.stop();
  }
  return { without: runs.filter(({ rate }) => rate === 0), dropout: runs.filter(({ rate }) => rate > 0) };
}

export function last({ points }: Run): Point {
  return points[points.length - 1];
}

/** The point of early stopping: the least loss on the validation set. The test set has no influence. */
export function best({ points }: Run): Point {
  return points.reduce((least, point) => (point.validation.loss < least.validation.loss ? point : least));
}
