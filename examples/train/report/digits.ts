/** Draws doubtful digits, each with the predictions of the passes. */

import * as Plot from '@observablehq/plot';
import type { Digits } from '../data.js';
import type { Doubtful } from '../doubt.js';
import { COLOURS, svg } from './plot.js';

function picture({ image, label }: Doubtful, { side, pixels }: Digits): string {
  const ink = pixels.subarray(image * side ** 2, (image + 1) * side ** 2);
  const dots = Array.from(ink, (value, k) =>
    value === 0
      ? ''
      : `<rect x="${k % side}" y="${Math.floor(k / side)}" width="1.02" height="1.02" opacity="${value.toFixed(2)}"/>`,
  );
  return `<svg class="digit" viewBox="0 0 ${side} ${side}" fill="currentColor" role="img" aria-label="a ${label}">${dots.join('')}</svg>`;
}

function distribution({ mean, std, label, predicted }: Doubtful): string {
  const rows = Array.from(mean, (value, digit) => ({
    digit,
    mean: value,
    low: Math.max(0, value - std[digit]),
    high: Math.min(1, value + std[digit]),
  }));
  return svg(
    {
      width: 250,
      height: 130,
      marginLeft: 40,
      marginRight: 4,
      marginTop: 8,
      marginBottom: 22,
      x: { label: null, tickSize: 0 },
      y: { label: null, domain: [0, 1], ticks: [0, 0.5, 1], tickFormat: '.0%', grid: true },
      marks: [
        Plot.barY(rows, {
          x: 'digit',
          y: 'mean',
          fill: ({ digit }) => (digit === label ? COLOURS.dropout : COLOURS.soft),
        }),
        Plot.ruleX(rows, { x: 'digit', y1: 'low', y2: 'high', stroke: 'currentColor' }),
      ],
    },
    `Probabilities: taken for a ${predicted}, is a ${label}`,
  );
}

export function doubtfulDigits(all: readonly Doubtful[], test: Digits): string {
  const cards = all.map((one) => {
    const verdict = one.predicted === one.label ? `a ${one.label}` : `a ${one.label}, taken for a ${one.predicted}`;
    return `<figure class="card"><figcaption>${verdict}</figcaption>${picture(one, test)}${distribution(one)}</figure>`;
  });
  return `<div class="cards">${cards.join('\n')}</div>`;
}
