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

export async function experiment(settings: Settings, data: Data, progress: Progress): Promise<Results> {
  const seeds = Array.from({ length: settings.seeds }, (_, k) => k + 1);
  const plans = seeds.flatMap((seed) => [0, settings.rate].map((rate): Plan => ({ ...settings, rate, seed })));
  const setsOf = ({ seed }: Plan): Sets => ({ ...data, training: data.training(seed, settings.images) });

  progress.start(plans.reduce((sum, plan) => sum + workOf(plan, setsOf(plan)), 0));
  const runs: Run[] = [];
  try {
    for (const plan of plans) {
      progress.name(`${plan.rate > 0 ? `dropout ${plan.rate}` : 'no dropout'}, seed ${plan.seed}`);
      runs.push(await train(plan, setsOf(plan), progress.advance));
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
