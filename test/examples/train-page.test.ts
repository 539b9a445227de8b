/** The report of examples/train is one file that contains all results. */

import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import { doubtfulOf } from '../../examples/train/doubt.js';
import type { Results } from '../../examples/train/experiment.js';
import type { Gain } from '../../examples/train/gain.js';
import { report } from '../../examples/train/report/report.js';
import { scoreOf } from '../../examples/train/scores.js';
import { QUICK } from '../../examples/train/settings.mjs';
import { summaryOf } from '../../examples/train/summary.js';
import type { Run } from '../../examples/train/train.js';
import { enginesSay } from '../../examples/train/words.js';

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
  without: [0.9, 0.9, 0.9].map((sure, k) => runOf(0, k, sure)),
  dropout: [0.95, 0.955, 0.96].map((sure, k) => runOf(0.5, k, sure)),
};
const summary = summaryOf(results, digits);
const predictive = results.dropout[0].predictive ?? { mean: new Float64Array(), std: new Float64Array() };
const doubtful = [doubtfulOf(predictive, labels, 0)];
const gain: Gain = {
  engines: [
    { name: 'wasm', sha256: 'a1'.repeat(32) },
    { name: 'js', sha256: 'a1'.repeat(32) },
  ],
  milliseconds: { tf: 12.34, ours: 5.67 },
};
const page = report({ settings: QUICK, results, summary, doubtful, gain, test: digits, seconds: 1 });
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

test('the page leads with what the seeds tell, by a t-test, and says what they do not', () => {
  const headline = document.querySelector('.headline')?.textContent;
  expect(headline).toMatch(
    /^Dropout lowers the loss from 0\.\d{3} to 0\.\d{3} and lowers the calibration error from 5\.00 to 0\.50 %\. 3 seeds do not tell whether it changes the accuracy \(\+0\.00 ± 0\.00 points\)\.$/,
  );
  expect(document.querySelectorAll('.summary td:last-child')[1].textContent).toBe('3 of 3');
});

test('the page names its axes', () => {
  const [accuracy, loss] = document.querySelectorAll('.panels svg[role=img]');
  expect(accuracy.textContent).toMatch(/accuracy, %.*/s);
  expect(loss.textContent).toMatch(/cross-entropy/);
  expect(loss.textContent).toMatch(/epoch \(logarithmic\)/);
});

test('the page says when to use Monte Carlo dropout', () => {
  expect(page).toContain('Use it to find the inputs over which a network disagrees with itself');
});

test('the page shows the weights of every engine, and the time of a step', () => {
  expect(page).toContain('After 10 steps, the weights are equal on the 2 engines that run here.');
  expect(page).toContain(
    'A step of this training takes 12.3 ms with tf.layers.dropout, and 5.7 ms with native-dropout.',
  );
  expect(Array.from(document.querySelectorAll('.engines td'), (cell) => cell.textContent)).toEqual(
    ['a1', 'a1'].map((two) => two.repeat(32)),
  );
  const differing = { ...gain, engines: [gain.engines[0], { name: 'js', sha256: 'b2' } as const] };
  expect(enginesSay(differing)).toContain('NOT EQUAL');
});
