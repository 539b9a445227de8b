/** The results of the runs; each figure is mean ± standard deviation over the seeds. */

import type { Digits } from './data.js';
import { caught, hesitations, spreads } from './doubt.js';
import { best, last, type Results } from './experiment.js';
import type { Probabilities } from './probabilities.js';
import { type Score, scoreOf } from './scores.js';
import { type Paired, pairedOf, type Spread, spreadOf } from './statistics.js';
import type { Run } from './train.js';

export interface Measure {
  name: string;
  /** The field of the score. */
  field: keyof Score;
  better: 'more' | 'less';
}

export const MEASURES: readonly Measure[] = [
  { name: 'accuracy', field: 'accuracy', better: 'more' },
  { name: 'loss', field: 'loss', better: 'less' },
  { name: 'calibration error', field: 'calibrationError', better: 'less' },
];

const BEST = 'at the best epoch';
export const MONTE_CARLO = 'with Monte Carlo dropout';

/** A score of both networks. */
export interface Row {
  when: string;
  measure: Measure;
  without: Spread;
  dropout: Spread;
  /** Dropout - without, of each seed. */
  difference: Paired;
}

/** The share of images that `flags` looks at. */
export const FLAGGED = 0.05;

/** The share of a network's errors that is among the images that it doubts most. */
export interface Flags {
  /** Without dropout, by its largest probability. */
  without: Spread;
  /** With dropout, by its largest probability in one pass that drops nothing. */
  onePass: Spread;
  /** With Monte Carlo dropout, by the largest probability of the mean of its passes. */
  passes: Spread;
  /** With Monte Carlo dropout, by the spread of its passes. */
  spread: Spread;
}

export interface Summary {
  /** Results on the test set. */
  rows: Row[];
  /** Results on the validation set, by which the settings were chosen. */
  validation: Row;
  flags: Flags;
}

/** The rows of the finding: all of the last epoch. */
export function told({ rows }: Summary): Row[] {
  return rows.filter(({ when }) => when === rows[0].when);
}

export function summaryOf({ without, dropout }: Results, test: Digits): Summary {
  const { epoch } = last(without[0]);
  const times: [string, Score[], Score[]][] = [
    [`after ${epoch} epochs`, without.map((run) => last(run).test), dropout.map((run) => last(run).test)],
    [BEST, without.map((run) => best(run).test), dropout.map((run) => best(run).test)],
    [MONTE_CARLO, without.map((run) => last(run).test), dropout.map((run) => scoreOf(meanOf(run), test.labels))],
  ];
  const rows = times.flatMap(([when, first, second]) => MEASURES.map((measure) => rowOf(when, measure, first, second)));
  const [first, second] = [without, dropout].map((runs) => runs.map((run) => last(run).validation));
  const validation = rowOf(times[0][0], MEASURES[0], first, second);
  return { rows, validation, flags: flagsOf({ without, dropout }, test) };
}

function rowOf(when: string, measure: Measure, without: Score[], dropout: Score[]): Row {
  const [first, second] = [without, dropout].map((scores) => scores.map((score) => score[measure.field]));
  return {
    when,
    measure,
    without: spreadOf(first),
    dropout: spreadOf(second),
    difference: pairedOf(first, second),
  };
}

/** The probabilities that Monte Carlo dropout predicts with. */
function meanOf({ predictive, probabilities }: Run): Probabilities {
  return predictive?.mean ?? probabilities;
}

function flagsOf({ without, dropout }: Results, { labels }: Digits): Flags {
  const byHesitation = (all: Probabilities): number => caught(hesitations(all), all, labels, FLAGGED);
  const predictives = dropout.flatMap(({ predictive }) => predictive ?? []);
  return {
    without: spreadOf(without.map(({ probabilities }) => byHesitation(probabilities))),
    onePass: spreadOf(dropout.map(({ probabilities }) => byHesitation(probabilities))),
    passes: spreadOf(predictives.map(({ mean }) => byHesitation(mean))),
    spread: spreadOf(predictives.map((one) => caught(spreads(one), one.mean, labels, FLAGGED))),
  };
}
