/** `npm run bench`: measures this package, a plain loop and a copy. */

import { program, readOptions } from '../tools/command-line.mjs';
import { commandOf } from '../tools/commands.mjs';
import { disturbance } from './disturbance.js';
import { inFreshProcess } from './harness/fresh-process.js';
import { machine } from './harness/machine.js';
import { progress, progressDone } from './harness/progress.js';
import { buildStreams } from './native/streams.js';
import { noRow } from './no-row.js';
import { type Result, toResults, writeResults } from './results.js';
import { printTables } from './table.js';
import { HERE, loadBuild } from './trial/build.js';
import { BUDGET, caseName, cases, type Mode } from './trial/cases.js';
import type { Timing, Trial } from './trial/trial.js';

const options = readOptions(commandOf('bench'));

await program(async () => {
  const mode = modeOf(options);
  const chosen = cases(mode).filter((one) => caseName(one).includes(options.filter));
  if (chosen.length === 0) throw noRow(options.filter, cases(mode).map(caseName));
  const { name, isa, threads, reason } = (await loadBuild(HERE)).exports.engine();
  buildCopies();

  const budget = { ...BUDGET[mode], sampleMilliseconds: 3 };
  const results: Result[] = [];
  for (const [k, one] of chosen.entries()) {
    progress(`${k + 1} of ${chosen.length}: ${caseName(one)}`);
    const trial: Trial = { case: one, who: [one], budget };
    results.push(
      ...toResults(one, await inFreshProcess<Trial, Timing[]>(new URL('trial/trial.ts', import.meta.url), trial)),
    );
  }
  progressDone();
  const { cpu, cores, node } = machine();
  const engine = `${name} (${isa}), ${threads} ${threads === 1 ? 'thread' : 'threads'}${reason ? `; ${reason}` : ''}`;
  console.log(`${cpu}, ${cores} cores, Node.js ${node}: ${engine}`);
  printTables(results);
  const disturbed = disturbance(results);
  if (disturbed !== '') console.log(disturbed);
  writeResults(options.json, results);
  console.log(`${options.json} has the results; npm run bench:report draws them`);
});

function modeOf({ quick, full }: { quick: boolean; full: boolean }): Mode {
  if (quick && full) throw new Error('--quick, --full: expected one of them');
  return full ? 'full' : quick ? 'quick' : 'default';
}

/** If there is no compiler, only the rows of native copies are missing. */
function buildCopies(): void {
  try {
    buildStreams();
  } catch (error) {
    console.error(`Without native copies: ${error instanceof Error ? error.message : error}`);
  }
}
