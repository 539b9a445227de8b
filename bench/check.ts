/** `npm run bench:check`: measures every target, and fails where one does not hold. */

import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { progress, progressDone } from './harness/progress.js';
import { buildStreams } from './native/streams.js';
import { writeResults } from './results.js';
import { TARGETS } from './targets.js';

const { values } = parseArgs({
  options: {
    trials: { type: 'string', default: '5' }, // processes for each target
    filter: { type: 'string', default: '' }, // only targets whose name has this in it
    json: { type: 'string' }, // a file for the results
  },
});

buildStreams();
const { judge, targetName } = await import('./verdict.js'); // loads what was just built
const verdicts = [];
for (const target of TARGETS) {
  const name = targetName(target);
  if (!name.includes(values.filter)) continue;
  const show = (trial: number) => progress(`${name}: ${trial} of ${values.trials} trials`);
  show(0);
  verdicts.push(await judge(target, Number(values.trials), show));
}
progressDone();

const table = new Table({
  head: ['target', 'bound', 'got', 'trials', ''],
  colAligns: ['left', 'right', 'right', 'right', 'left'],
  style: { head: [], border: [], compact: true },
});
for (const { name, bound, trials, got, verdict } of verdicts) {
  const range = [Math.min(...trials), Math.max(...trials)].map((value) => value.toPrecision(3)).join(' … ');
  table.push([name, bound, got.toPrecision(3), range, verdict]);
}
console.log(table.toString());
if (values.json !== undefined) writeResults(values.json, verdicts);
if (verdicts.some(({ verdict }) => verdict === 'does not hold')) process.exitCode = 1;
