/** The report of examples/train is one file that contains all results. */

import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import { doubtfulOf } from '../../examples/train/doubt.js';
import type { Results } from '../../examples/train/experiment.js';
import { report } from '../../examples/train/report/report.js';
import { scoreOf } from '../../examples/train/scores.js';
import { QUICK } from '../../examples/train/settings.mjs';
import { summaryOf } from '../../examples/train/summary.js';
import type { Run } from '../../examples/train/train.js';

const COUNT = 20;
const labels = Uint8Array.from({ length: COUNT }, (_, k) => k % 10);
const digits = { count: COUNT, side: 28, pixels: new Float32Array(COUNT * 784).fill(0.5), labels };

/** A network that gives the right class the probability `sure`, for all images but the first: it takes that for a 9. */
function runOf(rate: number, seed: number, sure: number): Run {
  const probabilities = new Float32Array(COUNT * 10).fill((1 - sure) / 9);
  labels.forEach((label, k) => {
    probabilities[10 * k + (k === 0 ? 9 : label)] = sure;
  });
  const score = scoreOf(probabilities, labels);
  const points = [1, 2, 5].map((epoch) => ({ epoch, training: score, validation: score, test: score }));
  const mean = Float64Array.from(probabilities);
  return { rate, seed, points, probabilities, predictive: rate > 0 ? { mean, std: mean } : undefined };
}

const results: Results = {
  without: [0.9, 0.92, 0.91].map((sure, k) => runOf(0, k, sure)),
  dropout: [0.95, 0.96, 0.97].map((sure, k) => runOf(0.5, k, sure)),
};
const summary = summaryOf(results, digits);
const predictive = results.dropout[0].predictive ?? { mean: new Float64Array(), std: new Float64Array() };
const doubtful = [doubtfulOf(predictive, labels, 0)];
const page = report({ settings: QUICK, results, summary, doubtful, test: digits, engine: 'js', seconds: 1 });
const { document } = parseHTML(page);

test('the page loads nothing and runs no script', () => {
  expect(document.querySelectorAll('script, link, img, iframe, [src], [href]')).toHaveLength(0);
  expect(page).not.toMatch(/url\((?!#)|@import/);
});

test('the page has two curves, three reliability diagrams and each doubtful digit', () => {
  expect(document.querySelectorAll('.panels svg[role=img]')).toHaveLength(2 + 3);
  expect(document.querySelectorAll('.card')).toHaveLength(1);
  expect(document.querySelector('.card figcaption')?.textContent).toBe('a 0, taken for a 9');
});

test('the page says what the seeds decide, and what they do not', () => {
  expect(document.querySelector('.headline')?.textContent).toMatch(/^3 seeds do not tell whether dropout changes/);
  expect(page).toMatch(/Dropout lowers the loss after 5 epochs by 0\.0\d\d ± 0\.0\d\d: better in 3 of 3 seeds\./);
  expect(document.querySelectorAll('.summary td:last-child')[1].textContent).toBe('3 of 3');
});
