/** Trains, prints the results, and writes the report. */

import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { engine } from 'native-dropout';
import { heading, line, number } from '../shared/terminal.js';
import { useBackend } from './backend.js';
import { readData } from './data.js';
import { byDoubt, type Doubtful, doubtfulOf, spreads } from './doubt.js';
import { printDoubtful } from './doubtful-digits.js';
import { experiment, type Results } from './experiment.js';
import type { Settings } from './options.js';
import { progressBar } from './progress.js';
import { report } from './report/report.js';
import { summaryOf } from './summary.js';
import { printSummary } from './terminal-summary.js';

/** Number of doubtful digits in the report. */
const SHOWN = 12;

export async function showTraining(title: string, settings: Settings): Promise<void> {
  const { images, epochs, seeds, rate, backend, out } = settings;
  heading(`${title}: ${number(images)} digits, ${epochs} epochs, ${seeds} seeds, with dropout ${rate} and without`);
  makeFile(out);
  await useBackend(backend);
  const data = readData();
  const began = performance.now();
  const results = await experiment(settings, data, progressBar());
  const seconds = (performance.now() - began) / 1000;
  line(`${2 * seeds} networks trained in ${seconds.toFixed(0)} s`);

  const summary = summaryOf(results, data.test);
  const doubtful = doubtfulIn(results, data.test.labels);
  printSummary(summary, rate);
  printDoubtful(doubtful, data.test);
  const found = { settings, results, summary, doubtful };
  writeFileSync(out, report({ ...found, test: data.test, engine: engine().name, seconds }));
  line(`The curves, the calibration and more doubtful digits: ${resolve(out)}`);
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
