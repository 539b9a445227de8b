/** Reliability diagrams: the accuracy of predictions at each confidence, over all seeds. */

import * as Plot from '@observablehq/plot';
import { BINS, calibrationOf } from '../calibration.js';
import type { Results } from '../experiment.js';
import type { Probabilities } from '../probabilities.js';
import { COLOURS, svg } from './plot.js';

interface Column {
  from: number;
  to: number;
  accuracy: number;
  share: number;
}

function columns(all: readonly Probabilities[], labels: Uint8Array): Column[] {
  const bins = all.map((probabilities) => calibrationOf(probabilities, labels).bins);
  return bins[0].flatMap((_, k) => {
    const same = bins.map((one) => one[k]).filter(({ count }) => count > 0);
    const count = same.reduce((sum, bin) => sum + bin.count, 0);
    if (count === 0) return [];
    const right = same.reduce((sum, bin) => sum + bin.count * bin.accuracy, 0);
    const share = count / (all.length * labels.length);
    return [{ from: k / BINS, to: (k + 1) / BINS, accuracy: right / count, share }];
  });
}

function panel(title: string, colour: string, all: readonly Probabilities[], labels: Uint8Array): string {
  const error = all.reduce((sum, one) => sum + calibrationOf(one, labels).error, 0) / all.length;
  const ends = [
    [0, 0],
    [1, 1],
  ];
  const axis = { domain: [0, 1], ticks: 5, tickFormat: '.0%' };
  const picture = svg(
    {
      width: 340,
      height: 300,
      x: { ...axis, label: 'probability of the predicted class' },
      y: { ...axis, label: 'right', grid: true },
      marks: [
        Plot.rect(columns(all, labels), {
          x1: 'from',
          x2: 'to',
          y1: 0,
          y2: 'accuracy',
          fill: colour,
          fillOpacity: ({ share }: Column) => 0.25 + 0.75 * Math.min(1, 10 * share),
          insetLeft: 1,
        }),
        Plot.line(ends, { stroke: COLOURS.soft, strokeDasharray: '4 4' }),
      ],
    },
    `Reliability, ${title}`,
  );
  return `<figure><figcaption>${title} <small>calibration error ${(100 * error).toFixed(1)} %</small></figcaption>${picture}</figure>`;
}

export function reliability({ without, dropout }: Results, labels: Uint8Array): string {
  const passes = dropout.flatMap(({ predictive }) => (predictive === undefined ? [] : [predictive.mean]));
  const once = (runs: Results['dropout']) => runs.map(({ probabilities }) => probabilities);
  return `<div class="panels">
${panel('No dropout', COLOURS.without, once(without), labels)}
${panel('Dropout', COLOURS.dropout, once(dropout), labels)}
${panel('Monte Carlo dropout', COLOURS.dropout, passes, labels)}
</div>`;
}
