/** The page: one file that needs nothing else. */

import { htmlPage, STYLE } from '../../../bench/report/page.js';
import type { Digits } from '../data.js';
import type { Doubtful } from '../doubt.js';
import type { Results } from '../experiment.js';
import type { Settings } from '../options.js';
import { type Summary, told } from '../summary.js';
import { flagged, onValidation, verdict } from '../words.js';
import { curves } from './curves.js';
import { doubtfulDigits } from './digits.js';
import { reliability } from './reliability.js';
import { OWN_STYLE } from './style.js';
import { summaryTable } from './table.js';

export interface Report {
  settings: Settings;
  results: Results;
  summary: Summary;
  doubtful: Doubtful[];
  test: Digits;
  /** The engine that drew the masks. */
  engine: string;
  seconds: number;
}

const LEGEND = `<p class="legend"><span><i style="background:var(--mask)"></i>no dropout</span>
<span><i style="background:var(--native)"></i>dropout</span>
<span><svg viewBox="0 0 24 4"><path d="M0 2h24"/></svg>test set; the band is a standard deviation each way</span>
<span><svg viewBox="0 0 24 4"><path d="M0 2h24" stroke-dasharray="4 4"/></svg>images trained on</span></p>`;

export function report({ settings, results, summary, doubtful, test, engine, seconds }: Report): string {
  const { images, epochs, seeds, rate, passes, backend } = settings;
  const [accuracy, loss, ...others] = told(summary);
  const sections = [
    ['Over the epochs', LEGEND + curves(results)],
    [
      'On the 10,000 test images',
      `<p>Mean ± standard deviation over the seeds; differences are those of networks with the same seed, which begin with the
same weights and see the same images in the same order. The best epoch of a network is the one with the least loss on the
validation images. Monte Carlo dropout is the mean of ${passes} passes that drop, after the last epoch.</p>
${summaryTable(summary, rate)}
<p>${onValidation(summary.validation)}</p>`,
    ],
    [
      'Is it as often right as it says?',
      `<p>Images by the probability of the class that is predicted; the darker, the more images. On the dashed line a network is right
as often as it says; below it is too sure of itself.</p>${reliability(results, test.labels)}`,
    ],
    [
      'What it does not know',
      `<p>${flagged(summary.flags)}</p><p>The digits over which the passes of the first network disagree most: the mean probability of each class, and a
standard deviation each way; the right class is blue.</p>${doubtfulDigits(doubtful, test)}`,
    ],
  ];
  const body = sections.map(([title, text]) => `<section><h2>${title}</h2>${text}</section>`);
  return htmlPage(
    'native-dropout: training',
    STYLE + OWN_STYLE,
    `<h1>native-dropout: handwritten digits, with dropout and without</h1>
<p class="headline">${verdict(accuracy)} ${verdict(loss)}</p>
<p>${others.map(verdict).join(' ')}</p>
<p>${images.toLocaleString('en')} of MNIST’s 60,000 images to train on, and 10,000 others to test with; ${epochs} epochs, ${seeds} ${seeds === 1 ? 'seed' : 'seeds'},
TensorFlow.js (${backend}) with the dropout of native-dropout/tfjs (engine: ${engine}); ${seconds.toFixed(0)} s. Again: <code>${command(settings)}</code></p>
${body.join('\n')}`,
  );
}

function command({ images, epochs, seeds, rate, passes, backend }: Settings): string {
  return `npm run train -- --images ${images} --epochs ${epochs} --seeds ${seeds} --rate ${rate} --passes ${passes} --backend ${backend}`;
}
