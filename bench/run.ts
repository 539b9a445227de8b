/** `npm run bench`: this package beside a plain loop and a copy. */

import { parseArgs } from 'node:util';
import { HERE, loadBuild } from './build.js';
import { BUDGET, caseName, cases, type Mode } from './cases.js';
import { disturbance } from './disturbance.js';
import { inFreshProcess } from './harness/fresh-process.js';
import { machine } from './harness/machine.js';
import { progress, progressDone } from './harness/progress.js';
import { buildStreams } from './native/streams.js';
import { type Result, toResults, writeResults } from './results.js';
import { printTables } from './table.js';
import type { Timing, Trial } from './trial.js';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean' }, // fewer cases, fewer rounds
    full: { type: 'boolean' }, // all cases, more rounds
    filter: { type: 'string', default: '' }, // only cases whose name has this in it
    json: { type: 'string' }, // a file for the results
  },
});

try {
  buildStreams();
} catch (error) {
  console.error(`Without native copies, as ${error instanceof Error ? error.message : error}`);
}

const mode: Mode = values.full ? 'full' : values.quick ? 'quick' : 'default';
const budget = { ...BUDGET[mode], sampleMilliseconds: 3 };
const chosen = cases(mode).filter((one) => caseName(one).includes(values.filter));
const results: Result[] = [];
for (const [k, one] of chosen.entries()) {
  progress(`${k + 1} of ${chosen.length}: ${caseName(one)}`);
  const trial: Trial = { case: one, who: [one], budget };
  results.push(...toResults(one, await inFreshProcess<Trial, Timing[]>(new URL('trial.ts', import.meta.url), trial)));
}
progressDone();
const { cpu, cores, node } = machine();
const { name, isa, threads, reason } = (await loadBuild(HERE)).exports.engine();
console.log(
  `${cpu}, ${cores} cores, Node.js ${node}: ${name} (${isa}), ${threads} ${threads === 1 ? 'thread' : 'threads'}${reason ? `; ${reason}` : ''}`,
);
printTables(results);
const disturbed = disturbance(results);
if (disturbed !== '') console.log(disturbed);
if (values.json !== undefined) writeResults(values.json, results);
