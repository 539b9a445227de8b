/** Trains, prints the results, and writes the report. */

import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { heading, line, number, paragraph, yes } from '../shared/terminal.js';
import { useBackend } from './backend.js';
import { readData } from './data.js';
import { byDoubt, type Doubtful, doubtfulOf, spreads } from './doubt.js';
import { printDoubtful } from './doubtful-digits.js';
import { estimate } from './estimate.js';
import { experiment, type Results } from './experiment.js';
import { areEqual, gainOf } from './gain.js';
import type { Settings } from './options.js';
import { progressBar } from './progress.js';
import { report } from './report/report.js';
import { summaryOf } from './summary.js';
import { printSummary } from './terminal-summary.js';
import { enginesSay, stepsSay } from './words.js';

/** Number of doubtful digits in the report. */
const SHOWN = 12;

/** @param first The number of the first heading; none by default. */
export async function showTraining(settings: Settings, first?: number): Promise<void> {
  const { images, epochs, seeds, rate, backend, out } = settings;
  const title = (k: number, text: string): void => heading(first === undefined ? text : `${first + k}  ${text}`);
  makeFile(out);
  await useBackend(backend);
  const data = readData();

  const times = seeds === 1 ? '' : `, ${seeds} times`;
  title(0, `Training on ${number(images)} digits for ${epochs} epochs${times}, with dropout ${rate} and without`);
  line(`training, about ${(await estimate(settings, data)).toFixed(0)} s`);
  const began = performance.now();
  const results = await experiment(settings, data, progressBar());
  const seconds = (performance.now() - began) / 1000;
  const summary = summaryOf(results, data.test);
  const doubtful = doubtfulIn(results, data.test.labels);
  printSummary(summary, rate);
  printDoubtful(doubtful, data.test);

  title(1, 'What native-dropout did');
  line('training a few steps on each engine, and timing some');
  const gain = await gainOf(settings);
  for (const { name, sha256 } of gain.engines) line(`${name.padEnd(6)}  weights ${sha256.slice(0, 16)}`);
  yes(areEqual(gain));
  paragraph(enginesSay(gain));
  paragraph(stepsSay(gain));
  writeFileSync(out, report({ settings, results, summary, doubtful, gain, test: data.test, seconds }));
  paragraph(`Curves, calibration and more doubtful digits: ${out}`);
}

/** Fails before the training if the file cannot be written. */
function makeFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true });
  closeSync(openSync(file, 'a'));
}

/** The doubtful digits of the first seed's network. */
function doubtfulIn({ dropout: [{ predictive }] }: Results, labels: Uint8Array): Doubtful[] {
  if (predictive === undefined) return [];
  const order = byDoubt(spreads(predictive)).subarray(0, SHOWN);
  return Array.from(order, (image) => doubtfulOf(predictive, labels, image));
}
