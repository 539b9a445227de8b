/** `npm run binaries:verify [-- target …]`: reads every binary and runs it where this machine can; exits with 1 if one is wrong. */

import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import Table from 'cli-table3';
import pMap from 'p-map';
import { binaryPath, type Target, targetHere, targets } from '../../native/tools/targets.mjs';
import { inspect } from './inspect.js';
import { runChecks } from './run-checks.js';
import { runners } from './runners.js';
import { root, stage } from './stage.js';

/** Where the binaries are built they are read too; other machines only run their own. */
const READS = targetHere()?.name === 'linux-x64';

// Debian's names of what reads the binaries and runs those for other systems.
const TOOLS = ['llvm', 'cmake', 'ninja-build', 'qemu-user', 'libstdc++6-arm64-cross', 'wine', 'wine64'];
if (READS) execFileSync(join(root, '.ci/apt'), TOOLS, { stdio: 'inherit' });

/** A row of the table, of which a failure is the last cell. */
interface Row {
  cells: string[];
  failure: string | undefined;
}

const prepared = targets(process.argv.slice(2)).flatMap(rowsOf);
const rows = await pMap(prepared, (row) => row(), { concurrency: availableParallelism() });
const failed = rows.filter(({ failure }) => failure !== undefined).length;

const table = new Table({
  head: ['target', 'size', 'floor', 'checked by', 'result'],
  colAligns: ['left', 'right', 'right', 'left', 'left'],
  style: { head: [], border: [], compact: true },
});
table.push(...rows.map(({ cells, failure }) => (failure === undefined ? cells : [...cells.slice(0, 4), failure])));
console.log(table.toString());
console.log(`${rows.length - failed} passed, ${failed} failed`);
if (failed > 0) process.exitCode = 1;

/** What makes the rows of a target, after all that they need is there. */
function rowsOf(target: Target): (() => Row | Promise<Row>)[] {
  const { name } = target;
  const file = join(root, binaryPath(target));
  if (!existsSync(file)) return [() => ({ cells: [name, '–', '–', '–'], failure: 'not there' })];
  const size = `${(statSync(file).size / 1024).toFixed(0)} KiB`;

  function read(): Row {
    const { floor, problems } = inspect(target, file);
    return { cells: [name, size, floor, 'reading', 'ok'], failure: problems.join('\n') || undefined };
  }
  const project = stage(target);
  const runs = runners(target).map((runner) => async () => {
    const { failure, last } = await runChecks(runner, project);
    return { cells: [name, size, '', runner.name, last], failure };
  });
  if (READS) return [read, ...runs];
  return runs.length > 0
    ? runs
    : [() => ({ cells: [name, size, '', '–'], failure: 'nothing here can read or run it' })];
}
