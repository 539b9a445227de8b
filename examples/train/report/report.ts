/** The page: one file that needs nothing else. */

import { createRequire } from 'node:module';
import { htmlPage, STYLE } from '../../../bench/report/page.js';
import type { Digits } from '../data.js';
import type { Doubtful } from '../doubt.js';
import type { Results } from '../experiment.js';
import type { Gain } from '../gain.js';
import type { Settings } from '../options.js';
import { type Summary, told } from '../summary.js';
import { enginesSay, finding, flagged, onValidation, passesSay, stepsSay } from '../words.js';
import { curves } from './curves.js';
import { doubtfulDigits } from './digits.js';
import { reliability } from './reliability.js';
import { OWN_STYLE } from './style.js';
import { summaryTable } from './table.js';

const require = createRequire(import.meta.url);
const { version } = require('../../../package.json') as { version: string };
const { version: tensorflow } = require('@tensorflow/tfjs/package.json') as { version: string };

export interface Report {
  settings: Settings;
  results: Results;
  summary: Summary;
  doubtful: Doubtful[];
  test: Digits;
  gain: Gain;
  seconds: number;
}

const LEGEND = `<p class="legend"><span><i style="background:var(--mask)"></i>no dropout</span>
<span><i style="background:var(--native)"></i>dropout</span>
<span><svg viewBox="0 0 24 4"><path d="M0 2h24"/></svg>test set; the band is a standard deviation each way</span>
<span><svg viewBox="0 0 24 4"><path d="M0 2h24" stroke-dasharray="4 4"/></svg>images trained on</span></p>`;

export function report({ settings, results, summary, doubtful, gain, test, seconds }: Report): string {
  const { images, epochs, seeds, rate, passes, backend } = settings;
  const sections = [
    ['Over the epochs', LEGEND + curves(results)],
    [
      'On the 10,000 test images',
      `<p>Each figure is the mean ± the standard deviation over the seeds. Differences are those of networks with the same seed: they
begin with the same weights and see the same images in the same order. Student’s t-test of these pairs, on the level of 5 %, decides what
the seeds tell. The best epoch of a network has the least loss on the validation images. Monte Carlo dropout is the mean of ${passes}
passes that drop, after the last epoch.</p>
${summaryTable(summary, rate)}
<p>${onValidation(summary.validation)}</p>`,
    ],
    [
      'Is it as often right as it says?',
      `<p>Images are sorted by the probability of the predicted class; darker bars have more images. On the dashed line a network is
right as often as it says. Below the line it is too sure of itself, above it too modest.</p>${reliability(results, test.labels)}
<p>${passesSay(summary, passes)}</p>`,
    ],
    [
      'What it does not know',
      `<p>${flagged(summary.flags)}</p><p>These are the digits over which the passes of the first network disagree most. Bars are the mean
probability of each class, lines a standard deviation each way. The right class is blue.</p>${doubtfulDigits(doubtful, test)}`,
    ],
    ['What native-dropout did', `<p>${enginesSay(gain)} ${stepsSay(gain)}</p>${engineTable(gain)}`],
  ];
  const body = sections.map(([title, text]) => `<section><h2>${title}</h2>${text}</section>`);
  return htmlPage(
    'native-dropout: training',
    STYLE + OWN_STYLE,
    `<h1>native-dropout: handwritten digits, with dropout and without</h1>
<p class="headline">${finding(told(summary))}</p>
<p>${images.toLocaleString('en')} of MNIST’s 60,000 images to train on, 10,000 others to test with; ${epochs} epochs,
${seeds} ${seeds === 1 ? 'seed' : 'seeds'}; ${seconds.toFixed(0)} s.</p>
${body.join('\n')}
<footer><p>native-dropout ${version}, TensorFlow.js ${tensorflow} (${backend}), engine ${gain.engines[0].name}. Again: <code>${command(settings)}</code></p></footer>`,
  );
}

function engineTable({ engines }: Gain): string {
  const rows = engines.map(
    ({ name, sha256 }) => `<tr><th scope="row">${name}</th><td><code>${sha256}</code></td></tr>`,
  );
  return `<table class="engines"><thead><tr><th scope="col">engine</th><th scope="col">SHA-256 of the weights</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table>`;
}

function command({ images, epochs, seeds, rate, passes, backend }: Settings): string {
  return `npm run train -- --images ${images} --epochs ${epochs} --seeds ${seeds} --rate ${rate} --passes ${passes} --backend ${backend}`;
}
