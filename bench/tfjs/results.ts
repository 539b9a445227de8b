/** Times of rounds as figures. */

import { median, medianRatio, quantile, spread } from '../harness/statistics.js';
import type { BackendName } from './backends.js';
import type { CheckpointTimes, Saved } from './checkpoint-trial.js';
import type { ModelName } from './models/index.js';
import type { Variant } from './models/model.js';
import type { OpCase, OpTimes } from './op-trial.js';
import type { PassesCase, PassesTimes } from './passes-trial.js';
import type { StepTimes } from './step-trial.js';

export interface OpResult extends OpCase {
  backend: BackendName;
  pass: 'forward' | 'forward and backward';
  /** Nanoseconds: the median over the rounds. */
  tf: number;
  ours: number;
  /** Time of the sum and its gradient alone. */
  without?: number;
  /** How many times as fast ours is: the median of the rounds' ratios. */
  times: number;
  /** The time of ours over that of a multiplication by a number; only forward. */
  toMultiply?: number;
  /** The wider one of both spreads. */
  spread: number;
  rounds: number;
}

export interface StepResult {
  backend: BackendName;
  model: ModelName;
  batch: number;
  /** Nanoseconds: the median over the rounds. */
  step: Record<Variant, number>;
  /** Masks that a step of ours draws. */
  masks: number;
  /** The share of the step that dropout takes. */
  shares: Record<Exclude<Variant, 'without'>, Share>;
  /** The wider one of the spreads of the steps without dropout and with ours. */
  spread: number;
  rounds: number;
}

export interface Share {
  /** Over the rounds; below 0 if steps with dropout were faster. */
  median: number;
  /** First and third quartile. */
  quartiles: [number, number];
}

export function toOpResults(backend: BackendName, one: OpCase, { forward, both }: OpTimes): OpResult[] {
  const result = ({ tf, ours }: Pick<OpTimes['forward'], 'tf' | 'ours'>) => ({
    ...{ backend, ...one, tf: median(tf), ours: median(ours), times: medianRatio(ours, tf) },
    ...{ spread: Math.max(spread(tf), spread(ours)), rounds: tf.length },
  });
  return [
    { pass: 'forward', ...result(forward), toMultiply: medianRatio(forward.multiply, forward.ours) },
    { pass: 'forward and backward', ...result(both), without: median(both.without) },
  ];
}

export function toStepResult(
  { backend, model, batch }: Pick<StepResult, 'backend' | 'model' | 'batch'>,
  { rounds: { without, tf, ours, multiplied }, masks }: StepTimes,
): StepResult {
  const share = (times: readonly number[]): Share => {
    const shares = times.map((time, round) => (time - without[round]) / time);
    return { median: median(shares), quartiles: [quantile(shares, 0.25), quantile(shares, 0.75)] };
  };
  return {
    ...{ backend, model, batch, masks, rounds: tf.length, spread: Math.max(spread(without), spread(ours)) },
    step: { without: median(without), tf: median(tf), ours: median(ours), multiplied: median(multiplied) },
    shares: { tf: share(tf), ours: share(ours), multiplied: share(multiplied) },
  };
}

export interface PassesResult extends PassesCase {
  backend: BackendName;
  /** Nanoseconds of all passes: the medians over the rounds. */
  predictions: number;
  dropping: number;
  monteCarlo: number;
  /** monteCarlo over predictions that drop: the median of the rounds' ratios. */
  ratio: number;
  rounds: number;
}

export function toPassesResult(backend: BackendName, one: PassesCase, times: PassesTimes): PassesResult {
  const { predictions, dropping, monteCarlo } = times;
  return {
    ...{ backend, ...one, predictions: median(predictions), dropping: median(dropping) },
    ...{ monteCarlo: median(monteCarlo), ratio: medianRatio(dropping, monteCarlo), rounds: dropping.length },
  };
}

export interface CheckpointResult {
  backend: BackendName;
  saved: Saved;
  weights: number;
  /** Nanoseconds: the medians over the rounds. */
  files: number;
  checkpoint: number;
  /** The time of a checkpoint over that of the files: the median of the rounds' ratios. */
  ratio: number;
  rounds: number;
}

export function toCheckpointResults(backend: BackendName, weights: number, times: CheckpointTimes): CheckpointResult[] {
  return (['model', 'array'] as const).map((saved) => {
    const { files, checkpoints } = times[saved];
    return {
      ...{ backend, saved, weights, files: median(files), checkpoint: median(checkpoints) },
      ...{ ratio: medianRatio(files, checkpoints), rounds: files.length },
    };
  });
}
