/** `npm run bench:check`: what the package is to reach, or whether anything is slower than in another build. */

import { parseArgs } from 'node:util';
import { buildStreams } from './native/streams.js';

const { values } = parseArgs({
  options: {
    trials: { type: 'string', default: '5' }, // processes for each row
    filter: { type: 'string', default: '' }, // only rows whose name has this in it
    disturbed: { type: 'boolean', default: false }, // with half of the cores busy
    against: { type: 'string' }, // another checkout, which is built
    'at-least': { type: 'string' }, // so many times as fast as that one; by default, not slower
    markdown: { type: 'boolean', default: false }, // the table of targets as docs/performance.md has it
    json: { type: 'string' }, // a file for the results
  },
});

const { against, disturbed, markdown, filter, json } = values;
const trials = Number(values.trials);
const atLeast = values['at-least'] === undefined ? undefined : Number(values['at-least']);
buildStreams(); // before what loads it
const held =
  against === undefined
    ? await (await import('./check-targets.js')).checkTargets({ disturbed, markdown, filter, trials, json })
    : await (await import('./against.js')).compare(against, { filter, trials, json, atLeast });
if (!held) process.exitCode = 1;
