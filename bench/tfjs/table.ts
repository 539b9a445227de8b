/** Prints the results as tables. */

import type { Align, Print } from '../harness/print.js';
import { DISTURBED_SPREAD, threeDigits } from '../harness/statistics.js';
import { sizeName } from '../trial/cases.js';
import { MODELS } from './models/index.js';
import type { CheckpointResult, OpResult, PassesResult, Share, StepResult } from './results.js';

/** Number of columns with names, on the left. */
const NAMES = 4;

const OP_HEAD = [
  'backend',
  'pass',
  'p',
  'size',
  'tf.dropout',
  'native-dropout',
  'times',
  'of tf.mul',
  'spread',
  'no dropout',
];
const STEP_HEAD = [
  ...['backend', 'model', 'batch', 'masks', 'no dropout', 'tf', 'ours'],
  ...['share of tf', 'share of ours', 'of tf.mul', 'rounds'],
];

const PASSES_HEAD = [
  'backend',
  'model',
  'batch',
  'passes',
  'predictions',
  'that drop',
  'monteCarlo',
  'of those that drop',
  'rounds',
];

const alignments = (head: readonly string[]): Align[] => head.map((_, k) => (k < NAMES ? 'left' : 'right'));

const milliseconds = (nanoseconds: number): string => threeDigits(nanoseconds / 1e6);
const percent = (value: number): string => (100 * value).toFixed(1);

function share({ median, quartiles: [first, third] }: Share): string {
  return `${percent(median)} (${percent(first)} … ${percent(third)})`;
}

export function printOps(results: readonly OpResult[], print: Print): void {
  console.log('\nDropout alone: milliseconds a call, forward, or forward and backward by tf.grad of the sum');
  const row = ({ backend, pass, p, n, tf, ours, times, toMultiply, spread, without }: OpResult): string[] => [
    ...[backend, pass, String(p), sizeName(n), milliseconds(tf), milliseconds(ours), threeDigits(times)],
    toMultiply === undefined ? '' : threeDigits(toMultiply),
    ...[`${(100 * spread).toFixed(0)} %`, without === undefined ? '' : milliseconds(without)],
  ];
  print(OP_HEAD, alignments(OP_HEAD), results.map(row));
  printDisturbance(results);
}

function printDisturbance(results: readonly { spread: number }[]): void {
  const wide = results.filter(({ spread }) => spread > DISTURBED_SPREAD).length;
  if (wide === 0) return;
  const limit = `${100 * DISTURBED_SPREAD} %`;
  console.log(`Other programs used this machine: ${wide} of ${results.length} spreads are over ${limit}.`);
}

export function printSteps(results: readonly StepResult[], print: Print): void {
  console.log(
    '\nSteps of training: milliseconds a step, and the share of dropout in percent (its quartiles over the rounds)',
  );
  const row = ({ backend, model, batch, masks, step, shares, rounds }: StepResult): string[] => [
    ...[backend, MODELS[model].title, String(batch), String(masks)],
    ...[step.without, step.tf, step.ours].map(milliseconds),
    ...[shares.tf, shares.ours, shares.multiplied].map(share),
    String(rounds),
  ];
  print(STEP_HEAD, alignments(STEP_HEAD), results.map(row));
  printDisturbance(results);
}

export function printPasses(results: readonly PassesResult[], print: Print): void {
  console.log(
    '\nMonte Carlo passes: milliseconds for all, beside as many predictions by hand, with and without dropout',
  );
  const row = ({ backend, batch, passes, rounds, ...times }: PassesResult): string[] => [
    ...[backend, MODELS.mlp.title, String(batch), String(passes)],
    ...[times.predictions, times.dropping, times.monteCarlo].map(milliseconds),
    ...[`${percent(times.ratio)} %`, String(rounds)],
  ];
  print(PASSES_HEAD, alignments(PASSES_HEAD), results.map(row));
}

const CHECKPOINTS_HEAD = ['backend', 'saved', 'weights', 'files', 'checkpoint', 'of the files', 'rounds'];

export function printCheckpoints(results: readonly CheckpointResult[], print: Print): void {
  console.log(
    '\nCheckpoints: milliseconds, beside files of the same weights that are flushed and replaced in the same way',
  );
  const row = ({ backend, saved, weights, files, checkpoint, ratio, rounds }: CheckpointResult): string[] => [
    ...[backend, saved, weights.toLocaleString('en-US'), milliseconds(files), milliseconds(checkpoint)],
    ...[`${percent(ratio)} %`, String(rounds)],
  ];
  print(CHECKPOINTS_HEAD, alignments(CHECKPOINTS_HEAD), results.map(row));
}
