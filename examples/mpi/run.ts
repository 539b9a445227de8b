/** The training steps of a rank. */

import { Generator } from 'native-dropout';
import { Batches } from '../shared/mlp/batches.js';
import { descend } from '../shared/mlp/descend.js';
import type { Digits } from '../shared/mlp/digits.js';
import { DIGESTS, firstMasks, Masks } from '../shared/mlp/masks.js';
import { begin, LENGTH } from '../shared/mlp/model.js';
import { SETTINGS } from '../shared/mlp/settings.js';
import { Shard, shareOf } from '../shared/mlp/shard.js';
import type { Checkpoint } from './checkpoint.js';
import type { Exchange } from './exchange.js';
import type { Stopwatch } from './stopwatch.js';

const { seed, microBatches } = SETTINGS;

/** Every rank begins with the same weights, because they are a function of the seed. */
export function beginning(): Checkpoint {
  const run = new Generator(seed);
  const weights = new Float32Array(LENGTH);
  begin(weights, run);
  const nothing = { velocity: new Float32Array(LENGTH), digests: new Uint8Array(DIGESTS) };
  return { step: 0, weights, masks: firstMasks(run), ...nothing };
}

export interface Crew {
  rank: number;
  size: number;
  exchange: Exchange;
  /** Called between two steps. */
  afterStep(now: Checkpoint): void;
}

/** Trains until `steps` steps are done. Starts from `state`, and updates its arrays. */
export function train(state: Checkpoint, steps: number, digits: Digits, crew: Crew, stopwatch: Stopwatch): void {
  const { weights, digests } = state;
  const batches = new Batches(new Generator(seed));
  const masks = new Masks(state.masks);
  const shard = new Shard(digits, shareOf(crew.rank, crew.size));
  const gradients = new Float32Array(LENGTH * microBatches);

  for (let step = state.step; step < steps; ++step) {
    stopwatch.start();
    shard.run(weights, batches.of(step), masks.next(), gradients, digests);
    stopwatch.lap('gradients');
    const gathered = crew.exchange(gradients);
    stopwatch.lap('exchange');
    descend(state, gathered);
    stopwatch.lap('descent');
    crew.afterStep({ ...state, step: step + 1, masks: masks.state });
  }
}
