/** Plots loss and accuracy over the epochs: the mean over the seeds, in a band of one standard deviation each way. */

import * as Plot from '@observablehq/plot';
import type { Results } from '../experiment.js';
import type { Score } from '../scores.js';
import { spreadOf } from '../statistics.js';
import type { Point, Run } from '../train.js';
import { COLOURS, svg } from './plot.js';

interface Place {
  epoch: number;
  mean: number;
  low: number;
  high: number;
}

type Value = (score: Score) => number;
type Part = 'training' | 'test';

function line(runs: readonly Run[], part: Part, value: Value): Place[] {
  return runs[0].points.map(({ epoch }, k) => {
    const { mean, std } = spreadOf(runs.map(({ points }: { points: Point[] }) => value(points[k][part])));
    const deviation = Number.isNaN(std) ? 0 : std;
    return { epoch, mean, low: mean - deviation, high: mean + deviation };
  });
}

const TICKS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000];

interface Panel {
  title: string;
  axis: string;
  value: Value;
  /** The range of the curves after the first few epochs. */
  domain(test: readonly Place[]): [number, number];
}

const PANELS: readonly Panel[] = [
  {
    title: 'Accuracy',
    axis: 'accuracy, %',
    value: ({ accuracy }) => 100 * accuracy,
    domain: (test) => [Math.floor(Math.min(...test.map(({ low }) => low)) / 5) * 5, 100],
  },
  {
    title: 'Loss',
    axis: 'cross-entropy',
    value: ({ loss }) => loss,
    domain: (test) => [0, Math.ceil(Math.max(...test.map(({ high }) => high)) * 10 + 1) / 10],
  },
];

/** Before this epoch curves may leave the panel. */
const SETTLED = 4;

function panel({ title, axis, value, domain }: Panel, { without, dropout }: Results): string {
  const lines = [
    { runs: without, colour: COLOURS.without },
    { runs: dropout, colour: COLOURS.dropout },
  ].map(({ runs, colour }) => ({
    colour,
    test: line(runs, 'test', value),
    training: line(runs, 'training', value),
  }));
  const all = lines.flatMap(({ test }) => test);
  const settled = all.filter(({ epoch }) => epoch >= SETTLED);
  const epochs = Math.max(...all.map(({ epoch }) => epoch));
  const place = { x: 'epoch', y: 'mean', clip: true } as const;
  const marks = lines.flatMap(({ colour, test, training }) => [
    Plot.areaY(test, { x: 'epoch', y1: 'low', y2: 'high', fill: colour, fillOpacity: 0.2, clip: true }),
    Plot.lineY(training, { ...place, stroke: colour, strokeDasharray: '4 4', strokeWidth: 1.5 }),
    Plot.lineY(test, { ...place, stroke: colour, strokeWidth: 2.5 }),
  ]);
  return svg(
    {
      x: {
        type: epochs > 1 ? 'log' : 'linear',
        label: epochs > 1 ? 'epoch (logarithmic)' : 'epoch',
        ticks: TICKS.filter((tick) => tick <= epochs),
        tickFormat: 'd',
      },
      y: { label: axis, grid: true, domain: domain(settled.length > 0 ? settled : all) },
      marks,
    },
    `${title} over epochs, with dropout and without`,
  );
}

export function curves(results: Results): string {
  const figures = PANELS.map((one) => `<figure><figcaption>${one.title}</figcaption>${panel(one, results)}</figure>`);
  return `<div class="panels">${figures.join('')}</div>`;
}
