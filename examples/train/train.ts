/** Trains one network with one seed, and scores it after some epochs. */

import * as tf from '@tensorflow/tfjs';
import { monteCarlo, type Predictive } from 'native-dropout';
import { seeded } from 'native-dropout/tfjs';
import type { Digits } from './data.js';
import { makeModel } from './model.js';
import { FallingAdam } from './optimizer.js';
import { predict } from './predict.js';
import { type Score, scoreOf } from './scores.js';
import { watchedOf } from './watched.js';

export const BATCH = 100;
export const HIDDEN = [256, 256];

export interface Sets {
  training: Digits;
  validation: Digits;
  test: Digits;
}

export interface Point {
  epoch: number;
  training: Score;
  validation: Score;
  test: Score;
}

export interface Run {
  rate: number;
  seed: number;
  /** Scores without dropout after some of the epochs, including the last. */
  points: Point[];
  /** Probabilities for the test set, a row for each image, after the last epoch. */
  probabilities: Float32Array;
  /** The same with Monte Carlo dropout, if the network has dropout. */
  predictive: Predictive | undefined;
}

export interface Plan {
  rate: number;
  seed: number;
  epochs: number;
  passes: number;
}

/**
 * @param advance Called with the images that went through the network; those of training count three times, because they
 * also go backward.
 */
export async function train(plan: Plan, sets: Sets, advance: (images: number) => void = () => {}): Promise<Run> {
  const { rate, seed, epochs, passes } = plan;
  const { training, test } = sets;
  const run = seeded(seed); // weights, the order of images and masks
  const model = makeModel(tf, HIDDEN, rate);
  const optimizer = new FallingAdam();
  model.compile({ optimizer, loss: 'sparseCategoricalCrossentropy' });
  const x = tf.tensor2d(training.pixels, [training.count, training.side ** 2]);
  const y = tf.tensor1d(Float32Array.from(training.labels));
  try {
    const points: Point[] = [];
    const watched = new Set(watchedOf(epochs));
    const onEpochBegin = (finished: number): void => optimizer.goTo(finished / epochs);
    const onEpochEnd = (finished: number): void => {
      advance(BACK_AND_FORTH * training.count);
      if (!watched.has(finished + 1)) return;
      points.push({ epoch: finished + 1, ...scores(model, sets) });
      advance(imagesOf(sets));
    };
    const callbacks = { onEpochBegin, onEpochEnd };
    await model.fit(x, y, { epochs, batchSize: BATCH, verbose: 0, yieldEvery: 'never', callbacks });
    const probabilities = predict(tf, model, test);
    const pass = (): Float32Array => {
      advance(test.count);
      return predict(tf, model, test); // within monteCarlo() the layers drop
    };
    return { rate, seed, points, probabilities, predictive: rate > 0 ? monteCarlo(passes, pass) : undefined };
  } finally {
    run.stop();
    tf.dispose([x, y]);
    model.dispose();
    optimizer.dispose();
  }
}

const BACK_AND_FORTH = 3;

/** The sum of all numbers that `advance` will get. */
export function workOf({ rate, epochs, passes }: Plan, sets: Sets): number {
  const watching = watchedOf(epochs).length * imagesOf(sets);
  return epochs * BACK_AND_FORTH * sets.training.count + watching + (rate > 0 ? passes * sets.test.count : 0);
}

const imagesOf = ({ training, validation, test }: Sets): number => training.count + validation.count + test.count;

function scores(model: tf.Sequential, { training, validation, test }: Sets): Omit<Point, 'epoch'> {
  const score = (digits: Digits): Score => scoreOf(predict(tf, model, digits), digits.labels);
  return { training: score(training), validation: score(validation), test: score(test) };
}
