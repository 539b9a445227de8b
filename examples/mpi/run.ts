/** The training steps of a rank. */

import { Generator } from 'native-dropout';
import { Batches } from '../shared/mlp/batches.js';
import { descend } from '../shared/mlp/descend.js';
import type { Digits } from '../shared/mlp/digits.js';
import { LENGTH } from '../shared/mlp/model.js';
import type { Run } from '../shared/mlp/run.js';
import { SETTINGS } from '../shared/mlp/settings.mjs';
import { Shard, shareOf } from '../shared/mlp/shard.js';
import type { Exchange } from './exchange.js';
import type { Stopwatch } from './stopwatch.js';

const { seed, microBatches } = SETTINGS;

export interface Crew {
  rank: number;
  size: number;
  exchange: Exchange;
  /** Called between two steps. */
  afterStep(): void;
}

/** Trains until `steps` steps are done. */
export function train(run: Run, steps: number, digits: Digits, crew: Crew, stopwatch: Stopwatch): void {
  const batches = new Batches(new Generator(seed));
  const shard = new Shard(digits, shareOf(crew.rank, crew.size));
  const gradients = new Float32Array(LENGTH * microBatches);

  while (run.step < steps) {
    stopwatch.start();
    shard.run(run.weights, batches.of(run.step), run.masks.next(), gradients, run.digests);
    stopwatch.lap('gradients');
    const gathered = crew.exchange(gradients);
    stopwatch.lap('exchange');
    descend(run, gathered);
    stopwatch.lap('descent');
    run.step += 1;
    crew.afterStep();
  }
}
